// SPDX-License-Identifier: Apache-2.0
// Module zlib: streams of the zlib library behind a magic reference, which one process controls. Input is queued; each call
// of deflate_nif or inflate_nif takes some of it and gives at most one binary of output; Erlang's side loops.
// Follows zlib_nif.c of OTP 27 in what it answers when.
#include <zlib.h>

#include <algorithm>
#include <atomic>
#include <climits>
#include <deque>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/heap/fragment.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/ops/iovec.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

enum class State { none, deflate, inflate, closed };
// What more input after the end of a compressed stream is: an error, another stream, or nothing at all.
enum class AfterEnd { error = 0, reset = 1, cut = 2 };

struct Stream final : MagicObject {
  ~Stream() override { end(); }
  void end() {
    if (state == State::deflate) deflateEnd(&z);
    if (state == State::inflate) inflateEnd(&z);
    state = State::none;
  }
  void forget_input() {
    input.clear();
    first_used = 0;
    stash = Term::none();
    stash_storage.reset();
  }
  std::size_t input_size() const {
    std::size_t total = 0;
    for (const auto& part : input) total += part.size();
    return total - first_used;
  }

  z_stream z{};
  State state = State::none;
  AfterEnd after_end = AfterEnd::cut;
  bool has_ended = false;  // the compressed stream has
  bool is_raw = false;
  // The rest is for its thread alone. (Who gets the stream sees all of it.)
  std::atomic<Term> owner{Term::none()};
  std::deque<std::vector<std::uint8_t>> input;
  std::size_t first_used = 0;  // bytes of the first part
  Term stash = Term::none();   // in stash_storage
  FragmentPtr stash_storage;
};

Term raise_atom(Process& p, const char* reason) {
  return p.raise(ErrorClass::error, p.vm().atoms.must_intern(reason));
}

// A native of a stream in the state `Needed` (none: in any) whose caller controls it: without the reference, which `F`
// gets as Stream.
template <State Needed, auto F, class... Rest>
Term with_stream(Process& p, Term reference, Rest... rest) {
  Stream* stream = magic::object_of<Stream>(reference);
  if (stream == nullptr) return p.raise<Fault::badarg>();
  if (stream->owner.load(std::memory_order_acquire) != p.pid) return raise_atom(p, "not_on_controlling_process");
  if (Needed != State::none && stream->state != Needed) return raise_atom(p, "not_initialized");
  return F(p, *stream, rest...);
}

Term code_term(Process& p, int code) {
  const auto atom = [&](const char* name) { return p.vm().atoms.must_intern(name); };
  switch (code) {
    case Z_OK: return atoms::ok;
    case Z_STREAM_END: return atom("stream_end");
    case Z_STREAM_ERROR: return raise_atom(p, "stream_error");
    case Z_DATA_ERROR: return raise_atom(p, "data_error");
    case Z_MEM_ERROR: return atom("mem_error");
    case Z_BUF_ERROR: return atom("buf_error");
    case Z_VERSION_ERROR: return atom("version_error");
    default: return atom("unknown_error");
  }
}

// --- life

Term open_0(Process& p) {
  auto* stream = new Stream;
  stream->owner = p.pid;
  stream->z.data_type = Z_BINARY;
  return magic::new_reference(p, stream);
}

Term close_1(Process& p, Stream& stream) {
  if (stream.state == State::closed) return raise_atom(p, "not_initialized");
  stream.end();
  stream.state = State::closed;
  return atoms::ok;
}

Term set_controller_2(Process& p, Stream& stream, Term pid) {
  if (!pid.is_local_pid()) return p.raise<Fault::badarg>();
  stream.owner.store(pid, std::memory_order_release);
  return atoms::ok;
}

Term get_stash_1(Process& p, Stream& stream) {
  if (!stream.stash) return p.vm().atoms.must_intern("empty");
  const Term term = copy_to_heap(p, stream.stash);
  return p.reserve(3).tuple({atoms::ok, term});
}

Term clear_stash_1(Process& p, Stream& stream) {
  if (!stream.stash) return raise_atom(p, "error");
  stream.stash = Term::none();
  stream.stash_storage.reset();
  return atoms::ok;
}

Term set_stash_2(Process& p, Stream& stream, Term term) {
  if (stream.stash) return raise_atom(p, "error");
  stream.stash_storage = copy_to_fragment(term, p.vm().literals, stream.stash);
  return atoms::ok;
}

Term enqueue_2(Process& p, Stream& stream, Term list) {
  constexpr std::size_t kPartsAtOnce = 256;
  if (stream.state != State::deflate && stream.state != State::inflate) return raise_atom(p, "not_initialized");
  const auto vector = take_iovec(list, kPartsAtOnce);
  if (!vector) return p.raise<Fault::badarg>();
  for (const auto part : vector->parts) {
    if (!part.empty()) stream.input.emplace_back(part.begin(), part.end());
  }
  if (vector->rest.is_nil()) return atoms::ok;
  return p.reserve(3).tuple({p.vm().atoms.must_intern("continue"), vector->rest});
}

// --- the loop of both directions

struct Progress {
  int code = Z_OK;
  std::size_t produced = 0, consumed = 0, remaining = 0;
};

Progress run(int (*codec)(z_stream*, int), Stream& stream, std::size_t input_limit, std::span<std::uint8_t> output, int flush) {
  Progress progress;
  z_stream& z = stream.z;
  z.next_out = output.data();
  z.avail_out = static_cast<uInt>(output.size());
  while (progress.code == Z_OK && !stream.input.empty() && progress.consumed < input_limit) {
    std::vector<std::uint8_t>& part = stream.input.front();
    const std::size_t size = std::min(part.size() - stream.first_used, input_limit);
    z.next_in = part.data() + stream.first_used;
    z.avail_in = static_cast<uInt>(size);
    progress.code = codec(&z, Z_NO_FLUSH);
    const std::size_t used = size - z.avail_in;
    progress.consumed += used;
    stream.first_used += used;
    if (stream.first_used < part.size()) {
      if (z.avail_out == 0 || used == 0) break;
      continue;
    }
    stream.input.pop_front();
    stream.first_used = 0;
  }
  progress.remaining = stream.input_size();
  if (progress.code == Z_OK && progress.remaining == 0 && z.avail_out > 0) {
    z.next_in = nullptr;
    z.avail_in = 0;
    progress.code = codec(&z, flush);
  }
  progress.produced = output.size() - z.avail_out;
  return progress;
}

Term with_output(Process& p, const char* tag, std::span<const std::uint8_t> output, Term checksum) {
  HeapWriter w = p.reserve(binary_words(output.size()) + 8);
  Term list = Term::nil();
  if (!output.empty()) list = w.list({w.binary(output)});
  const Term name = p.vm().atoms.must_intern(tag);
  return checksum ? w.tuple({name, checksum, list}) : w.tuple({name, list});
}

Term codec_step(Process& p, int (*codec)(z_stream*, int), Stream& stream, Term input_chunk, Term output_chunk, Term flush) {
  const auto in = int_of(input_chunk), out = int_of(output_chunk), mode = int_of(flush);
  if (!in || !out || !mode || *in < 0 || *out < 0) return p.raise<Fault::badarg>();
  std::vector<std::uint8_t> output(static_cast<std::size_t>(*out));
  const Progress progress = run(codec, stream, static_cast<std::size_t>(*in), output, *mode);
  charge_bytes(p, progress.consumed + progress.produced, kCompressedBytesPerReduction);
  if (progress.code < 0 && progress.code != Z_BUF_ERROR) return code_term(p, progress.code);
  if (progress.code == Z_STREAM_END) stream.has_ended = true;
  if (progress.consumed == 0 && progress.produced == 0 && progress.remaining != 0) return code_term(p, Z_DATA_ERROR);
  const auto made = std::span<const std::uint8_t>(output).first(progress.produced);
  if (progress.remaining == 0 && progress.produced < output.size()) return with_output(p, "finished", made, Term::none());
  if (progress.code != Z_NEED_DICT) return with_output(p, "continue", made, Term::none());
  return with_output(p, "need_dictionary", made, Term::small(static_cast<std::int64_t>(stream.z.adler)));
}

// --- deflate

Term deflate_init_6(Process& p, Stream& stream, Term level, Term method, Term bits, Term memory, Term strategy) {
  const auto l = int_of(level), m = int_of(method), b = int_of(bits), mem = int_of(memory), s = int_of(strategy);
  if (!l || !m || !b || !mem || !s) return p.raise<Fault::badarg>();
  if (stream.state != State::none) return raise_atom(p, "already_initialized");
  const int code = deflateInit2(&stream.z, *l, *m, *b, *mem, *s);
  if (code == Z_OK) {
    stream.state = State::deflate;
    stream.has_ended = false;
    stream.is_raw = *b < 0;
  }
  return code_term(p, code);
}

Term deflate_set_dictionary_2(Process& p, Stream& stream, Term data) {
  const auto bytes = iodata_bytes(data);
  if (!bytes) return p.raise<Fault::badarg>();
  const auto size = static_cast<uInt>(bytes->size());
  const int code = deflateSetDictionary(&stream.z, bytes->data(), size);
  if (code != Z_OK) return code_term(p, code);
  const uLong sum = stream.is_raw ? adler32(0, bytes->data(), size) : stream.z.adler;
  return Term::small(static_cast<std::int64_t>(sum));
}

Term deflate_reset_1(Process& p, Stream& stream) {
  const int code = deflateReset(&stream.z);
  stream.has_ended = false;
  stream.forget_input();
  return code_term(p, code);
}

Term deflate_end_1(Process& p, Stream& stream) {
  int code = deflateEnd(&stream.z);
  if (code == Z_OK && stream.input_size() > 0) code = Z_DATA_ERROR;
  stream.forget_input();
  stream.state = State::none;
  return code_term(p, code);
}

// Everything has been flushed before, so there is nothing to put out.
Term deflate_params_3(Process& p, Stream& stream, Term level, Term strategy) {
  const auto l = int_of(level), s = int_of(strategy);
  if (!l || !s) return p.raise<Fault::badarg>();
  Bytef scratch;
  stream.z.next_out = &scratch;
  stream.z.avail_out = 1;
  const int code = deflateParams(&stream.z, *l, *s);
  return code_term(p, stream.z.avail_out == 0 ? Z_STREAM_ERROR : code);
}

Term deflate_4(Process& p, Stream& stream, Term input_chunk, Term output_chunk, Term flush) {
  return codec_step(p, &deflate, stream, input_chunk, output_chunk, flush);
}

// --- inflate

Term inflate_init_3(Process& p, Stream& stream, Term bits, Term after_end) {
  const auto b = int_of(bits), e = int_of(after_end);
  if (!b || !e) return p.raise<Fault::badarg>();
  if (stream.state != State::none) return raise_atom(p, "already_initialized");
  const int code = inflateInit2(&stream.z, *b);
  if (code == Z_OK) {
    stream.state = State::inflate;
    stream.after_end = static_cast<AfterEnd>(*e);
    stream.has_ended = false;
    stream.is_raw = *b < 0;
  }
  return code_term(p, code);
}

Term inflate_set_dictionary_2(Process& p, Stream& stream, Term data) {
  const auto bytes = iodata_bytes(data);
  if (!bytes) return p.raise<Fault::badarg>();
  return code_term(p, inflateSetDictionary(&stream.z, bytes->data(), static_cast<uInt>(bytes->size())));
}

Term inflate_get_dictionary_1(Process& p, Stream& stream) {
  std::vector<std::uint8_t> dictionary(32768);
  uInt size = 0;
  const int code = inflateGetDictionary(&stream.z, dictionary.data(), &size);
  if (code < 0) return code_term(p, code);
  return byte_binary(p, std::span<const std::uint8_t>(dictionary).first(size));
}

Term inflate_reset_1(Process& p, Stream& stream) {
  const int code = inflateReset(&stream.z);
  stream.has_ended = false;
  stream.forget_input();
  return code_term(p, code);
}

Term inflate_end_1(Process& p, Stream& stream) {
  int code = inflateEnd(&stream.z);
  if (code == Z_OK && (!stream.has_ended || stream.input_size() > 0)) code = Z_DATA_ERROR;
  stream.forget_input();
  stream.state = State::none;
  return code_term(p, code);
}

Term inflate_4(Process& p, Stream& stream, Term input_chunk, Term output_chunk, Term flush) {
  if (stream.has_ended && stream.input_size() > 0) {
    if (stream.after_end == AfterEnd::error) return code_term(p, Z_DATA_ERROR);
    if (stream.after_end == AfterEnd::reset) {
      const int code = inflateReset(&stream.z);
      if (code != Z_OK) return code_term(p, code);
      stream.has_ended = false;
    } else {
      stream.forget_input();
    }
  }
  return codec_step(p, &inflate, stream, input_chunk, output_chunk, flush);
}

constexpr State kAny = State::none, kDeflate = State::deflate, kInflate = State::inflate;
constexpr Bif kRows[] = {
    bif<&with_stream<kAny, &clear_stash_1>>("clearStash_nif"),
    bif<&with_stream<kAny, &close_1>>("close_nif"),
    bif<&with_stream<kDeflate, &deflate_end_1>>("deflateEnd_nif"),
    bif<&with_stream<kAny, &deflate_init_6, Term, Term, Term, Term, Term>>("deflateInit_nif"),
    bif<&with_stream<kDeflate, &deflate_params_3, Term, Term>>("deflateParams_nif"),
    bif<&with_stream<kDeflate, &deflate_reset_1>>("deflateReset_nif"),
    bif<&with_stream<kDeflate, &deflate_set_dictionary_2, Term>>("deflateSetDictionary_nif"),
    bif<&with_stream<kDeflate, &deflate_4, Term, Term, Term>>("deflate_nif"),
    bif<&with_stream<kAny, &enqueue_2, Term>>("enqueue_nif"),
    bif<&with_stream<kAny, &get_stash_1>>("getStash_nif"),
    bif<&with_stream<kInflate, &inflate_end_1>>("inflateEnd_nif"),
    bif<&with_stream<kInflate, &inflate_get_dictionary_1>>("inflateGetDictionary_nif"),
    bif<&with_stream<kAny, &inflate_init_3, Term, Term>>("inflateInit_nif"),
    bif<&with_stream<kInflate, &inflate_reset_1>>("inflateReset_nif"),
    bif<&with_stream<kInflate, &inflate_set_dictionary_2, Term>>("inflateSetDictionary_nif"),
    bif<&with_stream<kInflate, &inflate_4, Term, Term, Term>>("inflate_nif"),
    bif<&open_0>("open_nif"),
    bif<&with_stream<kAny, &set_controller_2, Term>>("set_controller_nif"),
    bif<&with_stream<kAny, &set_stash_2, Term>>("setStash_nif"),
};

}  // namespace

extern const BifModule kZlib;
constinit const BifModule kZlib{"zlib", kRows};

}  // namespace rt
