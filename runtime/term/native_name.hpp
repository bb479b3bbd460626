// SPDX-License-Identifier: Apache-2.0
// Names of the operating system (files, environment variables) as terms: lists of characters, in the encoding of the
// locale. Pure functions; they follow erts_native_filename_need and erts_convert_native_to_filename, OTP 27.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/environment.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Process;

// Appends a character. False: it is 0, or the encoding does not have it.
bool append_native(std::string& name, std::uint64_t character, NameEncoding encoding);
// The bytes of a list of characters, which may hold lists. Nothing: no such list, or a character that is 0 or that the
// encoding does not have.
std::optional<std::string> to_native_name(Term characters, NameEncoding encoding);
// The list of characters; of bytes where they are not what the encoding says.
Term from_native_name(Process& p, std::string_view name, NameEncoding encoding);

}  // namespace rt
