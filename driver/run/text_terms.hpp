// SPDX-License-Identifier: Apache-2.0
// Texts of the operating system as terms on a process's heap, and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/term/term.hpp"

namespace rt {
class Process;
}

namespace driver {

// A list of characters; of bytes when the text is not UTF-8 (as OTP reads file names and arguments).
rt::Term string_term(rt::Process& p, std::string_view text);
// A list of such lists.
rt::Term string_list(rt::Process& p, const std::vector<std::string>& texts);
// A list of bytes as bytes; what is no byte is left out.
std::string bytes_of_string(rt::Term list);

}  // namespace driver
