// SPDX-License-Identifier: Apache-2.0
// What the user's locale (LC_ALL, LC_CTYPE, LANG) says of characters: libc's answers, without making that locale the
// program's. It is looked up once. Any thread.
#pragma once

#include <cwchar>
#include <span>

namespace rt::character_width {

bool is_utf8();
bool is_printable(unsigned char byte);
int columns(wchar_t character);                      // -1: it is not printable
int columns(std::span<const wchar_t> characters);  // -1: one of them is not

}  // namespace rt::character_width
