// SPDX-License-Identifier: Apache-2.0
// Calls of natives whose outcome a real Erlang gave (native_cases.escript made the tables of NAME.calls).
#pragma once

#include <doctest/doctest.h>

#include <span>
#include <string>

#include "runtime/bifs/bif.hpp"
#include "runtime/term/etf_decode.hpp"
#include "runtime/term/print.hpp"
#include "tests/support/vm_fixture.hpp"

namespace rt::test {

struct RecordedCall {
  const char* module;
  const char* function;
  const char* arguments;  // a list, external term format in hexadecimal
  bool raises;
  const char* outcome;  // the result, or {Class, Reason, Cause of error_info or 'none'}
};

struct NativeFixture : VmFixture {
  Term read(std::string_view hex) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
      bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    }
    auto reader = EtfReader::scan(vm, bytes);
    REQUIRE(reader);
    const auto t = reader->build(process);
    REQUIRE(t);
    return *t;
  }
  std::string text(Term t) { return print(vm.atoms, t); }

  void run(std::span<const RecordedCall> cases) {
    for (const RecordedCall& c : cases) {
      std::vector<Term> arguments;
      for (Term l = read(c.arguments); l.is_cons(); l = l.tail()) arguments.push_back(l.head());
      const Term module = atom(c.module), function = atom(c.function);
      std::string call = std::string(c.module) + ":" + c.function + "(";
      for (Term t : arguments) call += text(t) + ", ";
      CAPTURE(call);
      const Bif* native = vm.native_of(module, function, static_cast<unsigned>(arguments.size()));
      REQUIRE_MESSAGE(native != nullptr, "no such native");
      const Term result = native->function(process, arguments.data());
      const Term expected = read(c.outcome);
      CHECK(result.is_none() == c.raises);
      if (result.is_none() != c.raises) continue;
      if (!c.raises) {
        CHECK(text(result) == text(expected));
        continue;
      }
      const Exception& e = process.exception;
      CHECK(text(class_atom(e.error_class)) == text(tuple_element(expected, 0)));
      CHECK(text(e.reason) == text(tuple_element(expected, 1)));
      CHECK((e.cause.is_none() ? "none" : text(e.cause)) == text(tuple_element(expected, 2)));
    }
  }
};

}  // namespace rt::test
