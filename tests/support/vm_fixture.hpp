// SPDX-License-Identifier: Apache-2.0
// VmFixture: a machine with one process whose heap is ready, for tests of what works on terms.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt::test {

struct VmFixture {
  Vm vm;
  Process process{vm};
  VmFixture() { process.heap.create(1 << 12); }

  Term atom(std::string_view text) { return vm.atoms.must_intern(text); }
  Term tuple(std::initializer_list<Term> elements) { return process.reserve(1 + elements.size()).tuple(elements); }
  Term list(std::initializer_list<Term> items, Term tail = Term::nil()) {
    return process.reserve(2 * items.size()).list(items, tail);
  }
  Term binary(std::string_view bytes) {
    return process.reserve(binary_words(bytes.size()))
        .binary({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  }
  Term bit_slice(Term binary, std::size_t offset_bits, std::size_t size_bits) {
    Word* s = process.reserve(kBitSliceWords).take(kBitSliceWords);
    s[0] = make_header(Kind::bit_slice, kBitSliceWords - 1);
    s[1] = binary.word();
    s[2] = offset_bits;
    s[3] = size_bits;
    return Term::boxed(s);
  }
};

}  // namespace rt::test
