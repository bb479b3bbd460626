// SPDX-License-Identifier: Apache-2.0
// What the natives of module crypto share. They may only be called when its on_load function has found the library.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "runtime/crypto/openssl.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/process.hpp"

namespace rt::crypto {

const OpenSsl& library();

// Where OTP's own library would have raised: crypto's Erlang code makes its error terms of it.
struct Place {
  const char* file;
  int line;
};
// {Id, #{c_file_name, c_file_line_num, c_function_arg_num}, Text}. `argument`: from 0; -1: none.
Term fail(Process& p, const char* id, int argument, const char* text, Place place);

// The same for what finds out without the process at hand.
struct Failure {
  const char* text = nullptr;  // null: all went well
  Place place{};
  int argument = -1;
  const char* id = "error";
  explicit operator bool() const { return text != nullptr; }
};
inline Failure badarg(int argument, const char* text, Place place) { return {text, place, argument, "badarg"}; }
inline Term fail(Process& p, const Failure& f) { return fail(p, f.id, f.argument, f.text, f.place); }

// What OpenSSL makes and takes back.
template <auto kFree>
struct Release {
  void operator()(auto* object) const { (library().*kFree)(object); }
};
template <class T, auto kFree>
using Owned = std::unique_ptr<T, Release<kFree>>;
using Number = Owned<BIGNUM, &OpenSsl::BN_free>;

// A number of its bytes, the highest first; and back, without leading zeros.
Number number_of(std::span<const std::uint8_t> bytes);
Number number_of(Term binary);  // null: it is no binary
std::vector<std::uint8_t> bytes_of_number(const BIGNUM* n);

// The bytes of iodata, in place if it is one binary. data() is never null, which OpenSSL would take for something else.
class Bytes {
 public:
  explicit Bytes(Term iodata);
  explicit operator bool() const { return is_there_; }
  std::span<const std::uint8_t> span() const { return span_; }
  const std::uint8_t* data() const { return span_.empty() ? &kNothing : span_.data(); }
  std::size_t size() const { return span_.size(); }

 private:
  static constexpr std::uint8_t kNothing = 0;
  bool is_there_ = false;
  std::vector<std::uint8_t> storage_;
  std::span<const std::uint8_t> span_;
};

// Longer texts go through a cipher on a dirty thread: some ten microseconds of AES, a millisecond or so of the slow ones.
constexpr std::size_t kTextBytesHere = 64 * 1024;
inline bool is_long_text(const Process& p, std::size_t bytes) { return bytes > kTextBytesHere && must_not_block(p); }

// Which of kDigests.
std::optional<std::size_t> digest_of(Process& p, Term name);

}  // namespace rt::crypto
