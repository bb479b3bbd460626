// SPDX-License-Identifier: Apache-2.0
// ByteReader: bounds-checked big-endian cursor over borrowed bytes.
//
// It never reads outside its span: a read past the end returns 0 (or an empty span), sets failed(),
// and every later read fails too. Callers check once after a group of reads. The only pointer
// arithmetic in loader/ is here and in compact_term.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/base/bits.hpp"

namespace loader {

using Bytes = std::span<const std::uint8_t>;

class ByteReader {
 public:
  explicit ByteReader(Bytes bytes)
      : begin_(bytes.data()), at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool failed() const { return failed_; }
  bool at_end() const { return at_ == end_; }
  std::size_t offset() const { return static_cast<std::size_t>(at_ - begin_); }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }

  std::uint8_t u8() {
    if (!has(1)) return 0;
    return *at_++;
  }
  std::uint16_t u16() {
    if (!has(2)) return 0;
    at_ += 2;
    return static_cast<std::uint16_t>(rt::load_big_endian(at_ - 2, 2));
  }
  std::uint32_t u32() {
    if (!has(4)) return 0;
    at_ += 4;
    return static_cast<std::uint32_t>(rt::load_big_endian(at_ - 4, 4));
  }
  std::uint64_t u64() {
    if (!has(8)) return 0;
    at_ += 8;
    return rt::load_big_endian(at_ - 8, 8);
  }
  Bytes take(std::size_t n) {
    if (!has(n)) return {};
    const Bytes taken(at_, n);
    at_ += n;
    return taken;
  }
  Bytes rest() { return take(remaining()); }
  // What comes next; 0 at the end, without failing.
  std::uint8_t peek() const { return at_ == end_ ? 0 : *at_; }

 private:
  bool has(std::size_t n) {
    if (n <= remaining() && !failed_) return true;
    failed_ = true;
    at_ = end_;
    return false;
  }

  const std::uint8_t* begin_;
  const std::uint8_t* at_;
  const std::uint8_t* end_;
  bool failed_ = false;
};

}  // namespace loader
