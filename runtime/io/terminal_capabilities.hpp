// SPDX-License-Identifier: Apache-2.0
// What the user's terminal can do, from the system's database (terminfo), through the termcap functions of libtinfo or
// ncurses, whichever there is. The library is opened when a program first asks and never closed. Without it there is no
// terminal of any name, and OTP's shell falls back to reading whole lines, as on one that cannot move its cursor.
//
// The library has one terminal at a time for the whole program, and static buffers: all calls are made one after the other.
// Any thread.
#pragma once

#include <optional>
#include <string>

namespace rt::terminal_capabilities {

// From now on the other functions are about the terminal of this name. False: it is not known.
bool select(const std::string& terminal);
int number(const std::string& capability);  // -1: it has no such one
bool flag(const std::string& capability);
std::optional<std::string> text(const std::string& capability);
// The bytes that move the cursor, or whatever else a text with parameters does.
std::optional<std::string> with_parameters(const std::string& text, int column, int line);

}  // namespace rt::terminal_capabilities
