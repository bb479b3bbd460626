// SPDX-License-Identifier: Apache-2.0
// Second pass of reading the external term format: EtfReader::build. Everything was checked by the scan, so
// reading here is unchecked. A container's words are taken when its tag is read and delivered to its place at
// once; a frame on an explicit stack says where its next element goes. A frame leaves the stack with its last
// element, so a chain of last elements (a list's tail, nested 1-tuples) needs no depth. Maps are built when
// all their keys and values are there.
#include <bit>
#include <cstring>

#include "runtime/base/bits.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/term/etf_decode.hpp"
#include "runtime/term/etf_float.hpp"
#include "runtime/term/etf_map.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/etf_tags.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/vm.hpp"

namespace rt {

using etf::Tag;

class EtfBuilder {
 public:
  EtfBuilder(EtfReader& reader, HeapWriter& w, Process* process)
      : reader_(reader), vm_(*reader.vm_), w_(w), in_(reader.bytes_.data()), process_(process) {}

  std::expected<Term, EtfError> run() {
    Term result;
    frames_.push_back({Place::slots, reinterpret_cast<Word*>(&result), 1, 0});
    while (!frames_.empty()) {
      if (!one(static_cast<Tag>(*in_++))) {
        const auto offset = static_cast<std::size_t>(in_ - reader_.bytes_.data()) + reader_.offset_base_;
        return std::unexpected(EtfError{EtfErrorCode::duplicate_key, offset});
      }
    }
    return result;
  }

 private:
  enum class Place : std::uint8_t {
    slots,  // consecutive words
    cells,  // heads of consecutive list cells; then the tail of the last one
    pairs,  // pairs_, from index `first` on: keys and values of a map
  };
  struct Frame {
    Place place;
    Word* at;
    std::uint64_t left;  // elements still to come; never 0 between two steps
    std::size_t first;
  };

  std::uint32_t u8() { return *in_++; }
  std::uint32_t u16() { return static_cast<std::uint32_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  std::uint64_t number(unsigned bytes) {
    in_ += bytes;
    return load_big_endian(in_ - bytes, bytes);
  }

  bool one(Tag tag);
  bool deliver(Term value);
  void start(Place place, Word* at, std::uint64_t count, std::size_t first = 0) {
    if (count > 0) frames_.push_back({place, at, count, first});
  }
  bool tuple(std::size_t arity);
  bool list(std::size_t length);
  bool string(std::size_t length);
  bool map(std::size_t count);
  bool fun();
  bool external_fun();
  Term bignum(std::size_t bytes);
  Term binary(std::size_t bytes, unsigned bits_in_last);
  Term slice(Term whole, std::size_t offset, std::size_t bits);
  Term kept();
  Term kept_bits();
  std::int64_t small_integer();
  Term skip_atom(std::size_t bytes) {
    in_ += bytes;
    return reader_.atoms_[next_atom_++];
  }
  Term atom(Tag tag) {
    if (tag == Tag::atom_number_2) return skip_atom(2);
    if (tag == Tag::atom_number_3) return skip_atom(3);
    const bool is_small = tag == Tag::small_atom_latin1 || tag == Tag::small_atom_utf8;
    return skip_atom(is_small ? u8() : u16());
  }
  // None: the term is in local format and belongs to this machine.
  Term node_name() {
    const auto tag = static_cast<Tag>(u8());
    return tag == Tag::nil ? Term::none() : atom(tag);
  }
  static bool is_own(Node n) { return n.name.is_none() || is_own_node(n); }
  static Node named(Node n) { return n.name.is_none() ? Node{atoms::nonode_at_nohost, 0} : n; }
  Term pid(Tag tag);
  Term port(Tag tag);
  Term reference(Tag tag);

  EtfReader& reader_;
  Vm& vm_;
  HeapWriter& w_;
  const std::uint8_t* in_;
  Process* process_;
  std::size_t next_atom_ = 0;
  std::vector<Frame> frames_;
  std::vector<Term> pairs_;
};

bool EtfBuilder::one(Tag tag) {
  switch (tag) {
    case Tag::small_integer: return deliver(Term::small(u8()));
    case Tag::integer: return deliver(Term::small(static_cast<std::int32_t>(u32())));
    case Tag::small_big: return deliver(bignum(u8()));
    case Tag::large_big: return deliver(bignum(u32()));
    case Tag::new_float: return deliver(w_.floating(std::bit_cast<double>(u64())));
    case Tag::float_text: {
      const double value = *parse_float_text({in_, 31});
      in_ += 31;
      return deliver(w_.floating(value));
    }
    case Tag::atom_latin1:
    case Tag::small_atom_latin1:
    case Tag::atom_utf8:
    case Tag::small_atom_utf8:
    case Tag::atom_number_2:
    case Tag::atom_number_3: return deliver(atom(tag));
    case Tag::kept_binary:
    case Tag::kept_reference: return deliver(kept());
    case Tag::kept_bits: return deliver(kept_bits());
    case Tag::nil: return deliver(Term::nil());
    case Tag::string: return string(u16());
    case Tag::list: return list(u32());
    case Tag::small_tuple: return tuple(u8());
    case Tag::large_tuple: return tuple(u32());
    case Tag::map: return map(u32());
    case Tag::binary: return deliver(binary(u32(), 8));
    case Tag::bit_binary: {
      const std::size_t bytes = u32();
      return deliver(binary(bytes, u8()));
    }
    case Tag::new_pid:
    case Tag::pid: return deliver(pid(tag));
    case Tag::v4_port:
    case Tag::new_port:
    case Tag::port: return deliver(port(tag));
    case Tag::reference:
    case Tag::new_reference:
    case Tag::newer_reference: return deliver(reference(tag));
    case Tag::new_fun: return fun();
    case Tag::export_: return external_fun();
    case Tag::local: in_ += 4; return true;
    case Tag::fun:
    case Tag::compressed:
    case Tag::atom_cache_ref: break;
  }
  VM_CHECK(false, "the scan lets only known tags pass");
  return false;
}

// Puts a finished value (or a container whose elements follow) where it belongs.
bool EtfBuilder::deliver(Term value) {
  for (;;) {
    Frame& f = frames_.back();
    --f.left;
    switch (f.place) {
      case Place::slots:
        *f.at++ = value.word();
        if (f.left == 0) frames_.pop_back();
        return true;
      case Place::cells:
        f.at[0] = value.word();
        if (f.left == 0) {
          f = Frame{Place::slots, f.at + 1, 1, 0};
          return true;
        }
        f.at[1] = Term::cons(f.at + 2).word();
        f.at += 2;
        return true;
      case Place::pairs: {
        pairs_.push_back(value);
        if (f.left > 0) return true;
        const std::size_t first = f.first;
        const auto built = build_map(vm_, w_, std::span<const Term>(pairs_).subspan(first), process_);
        if (!built) return false;
        pairs_.resize(first);
        frames_.pop_back();
        value = *built;
        break;
      }
    }
  }
}

bool EtfBuilder::tuple(std::size_t arity) {
  Word* t = w_.take(1 + arity);
  t[0] = make_header(Kind::tuple, arity);
  if (!deliver(Term::boxed(t))) return false;
  start(Place::slots, t + 1, arity);
  return true;
}

bool EtfBuilder::list(std::size_t length) {
  if (length == 0) return true;  // the tail is the term
  Word* cells = w_.take(2 * length);
  if (!deliver(Term::cons(cells))) return false;
  start(Place::cells, cells, length);
  return true;
}

bool EtfBuilder::string(std::size_t length) {
  if (length == 0) return deliver(Term::nil());
  Word* cells = w_.take(2 * length);
  for (std::size_t i = 0; i < length; ++i) {
    cells[2 * i] = Term::small(*in_++).word();
    cells[2 * i + 1] = Term::cons(cells + 2 * i + 2).word();
  }
  cells[2 * length - 1] = Term::nil().word();
  return deliver(Term::cons(cells));
}

bool EtfBuilder::map(std::size_t count) {
  if (count > 0) {
    start(Place::pairs, nullptr, 2 * count, pairs_.size());
    return true;
  }
  return deliver(*build_map(vm_, w_, {}, nullptr));
}

Term EtfBuilder::bignum(std::size_t bytes) {
  const bool negative = u8() != 0;
  const std::uint8_t* digits = in_;
  in_ += bytes;
  while (bytes > 0 && digits[bytes - 1] == 0) --bytes;
  if (bytes <= 8) {
    Word magnitude = 0;
    for (std::size_t i = bytes; i-- > 0;) magnitude = magnitude << 8 | digits[i];
    if (magnitude <= static_cast<Word>(Term::kSmallMax) + negative) {
      const auto value = static_cast<std::int64_t>(magnitude);
      return Term::small(negative ? -value : value);
    }
  }
  const std::size_t limbs = (bytes + 7) / 8;
  Word* b = w_.take(1 + limbs);
  b[0] = make_header(negative ? Kind::bignum_negative : Kind::bignum_positive, limbs);
  b[limbs] = 0;
  for (std::size_t i = 0; i < limbs; ++i) {
    Word limb = 0;
    for (std::size_t k = std::min<std::size_t>(bytes, 8 * i + 8); k-- > 8 * i;) limb = limb << 8 | digits[k];
    b[1 + i] = limb;
  }
  return Term::boxed(b);
}

Term EtfBuilder::binary(std::size_t bytes, unsigned bits_in_last) {
  const Term whole = w_.binary({in_, bytes});
  in_ += bytes;
  if (bytes == 0 || bits_in_last == 8) return whole;
  return slice(whole, 0, 8 * (bytes - 1) + bits_in_last);
}

Term EtfBuilder::slice(Term whole, std::size_t offset, std::size_t bits) {
  Word* s = w_.take(kBitSliceWords);
  s[0] = make_header(Kind::bit_slice, kBitSliceWords - 1);
  s[1] = whole.word();
  s[2] = offset;
  s[3] = bits;
  return Term::boxed(s);
}

Term EtfBuilder::kept() { return copy(Term::boxed(reader_.kept_ + EtfReader::kKeptWords * u32()), w_, vm_.literals); }

Term EtfBuilder::kept_bits() {
  const Term whole = kept();
  const std::uint64_t offset = u64();
  return slice(whole, offset, u64());
}

std::int64_t EtfBuilder::small_integer() {
  return static_cast<Tag>(u8()) == Tag::small_integer
             ? static_cast<std::int64_t>(u8())
             : static_cast<std::int64_t>(static_cast<std::int32_t>(u32()));
}

Term EtfBuilder::pid(Tag tag) {
  Node node{node_name(), 0};
  PidParts parts{};
  parts.number = u32();
  parts.serial = u32();
  node.creation = tag == Tag::pid ? u8() : u32();
  if (is_own(node) && fits_local_pid(parts)) return make_local_pid(parts);
  return make_external_pid(w_, named(node), parts);
}

Term EtfBuilder::port(Tag tag) {
  Node node{node_name(), 0};
  const std::uint64_t id = tag == Tag::v4_port ? u64() : u32();
  node.creation = tag == Tag::port ? u8() : u32();
  if (is_own(node) && fits_local_port(id)) return Term::local_port(id);
  return make_external(w_, Kind::external_port, named(node), id);
}

Term EtfBuilder::reference(Tag tag) {
  ReferenceNumbers r;
  r.count = tag == Tag::reference ? 1 : u16();
  Node node{node_name(), 0};
  if (tag != Tag::reference) node.creation = tag == Tag::new_reference ? u8() : u32();
  for (unsigned i = 0; i < r.count; ++i) r.ids[i] = u32();
  if (tag == Tag::reference) node.creation = u8();
  if (!is_own(node)) return make_external_reference(w_, node, r);
  const auto [low, high] = join_reference(r);
  return make_reference(w_, low, high);
}

bool EtfBuilder::fun() {
  in_ += 4;  // size: some releases wrote it wrong, and nobody needs it
  FunTable::Key key{};
  key.arity = u8();
  std::memcpy(key.uniq.data(), in_, key.uniq.size());
  in_ += key.uniq.size();
  key.index = u32();
  key.free_count = u32();
  key.module = atom(static_cast<Tag>(u8()));
  key.old_index = static_cast<std::uint32_t>(small_integer());
  key.old_uniq = static_cast<std::uint32_t>(small_integer());
  (void)pid(static_cast<Tag>(u8()));  // OTP drops the creator as well
  Word* f = w_.take(3 + key.free_count);
  f[0] = make_header(Kind::fun_local, 2 + key.free_count);
  f[1] = reinterpret_cast<Word>(vm_.funs.intern(key));
  f[2] = make_local_pid({0, 0}).word();
  if (!deliver(Term::boxed(f))) return false;
  start(Place::slots, f + 3, key.free_count);
  return true;
}

bool EtfBuilder::external_fun() {
  const Term module = atom(static_cast<Tag>(u8()));
  const Term function = atom(static_cast<Tag>(u8()));
  const auto arity = static_cast<unsigned>(small_integer());
  Word* f = w_.take(2);
  f[0] = make_header(Kind::fun_export, 1);
  f[1] = reinterpret_cast<Word>(vm_.exports.intern(module, function, arity));
  return deliver(Term::boxed(f));
}

std::expected<Term, EtfError> EtfReader::build(HeapWriter& w) { return EtfBuilder(*this, w, nullptr).run(); }

std::expected<Term, EtfError> EtfReader::build(Process& p) {
  HeapWriter w = p.reserve(words_);
  return EtfBuilder(*this, w, &p).run();
}

}  // namespace rt
