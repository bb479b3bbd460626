// SPDX-License-Identifier: Apache-2.0
// What gleamr_test_failure tells of a failure, and the small terms that it is made of, as values.
#pragma once

#include <string>
#include <string_view>

#include "driver/test/event.hpp"
#include "runtime/term/term.hpp"

namespace rt {
class Process;
}

namespace driver::test {

std::string text_of(rt::Process& p, rt::Term term);  // of an atom or a binary; "" of all else
std::int64_t number_of(rt::Term term);               // of a small integer; 0 of all else
rt::Term binary_term(rt::Process& p, std::string_view text);

Status status_of(std::string_view name);
Failure failure_of(rt::Process& p, rt::Term term);

}  // namespace driver::test
