// SPDX-License-Identifier: Apache-2.0
#include "runtime/io/character_width.hpp"

#include <langinfo.h>

#include <cctype>
#include <clocale>
#include <cstring>

namespace rt::character_width {
namespace {

// Where the environment names a locale that there is none of, C's counts.
locale_t users() {
  static const locale_t locale = [] {
    const locale_t named = ::newlocale(LC_CTYPE_MASK, "", nullptr);
    return named != nullptr ? named : ::newlocale(LC_CTYPE_MASK, "C", nullptr);
  }();
  return locale;
}

// libc's functions of widths know only the thread's locale.
class InUsersLocale {
 public:
  InUsersLocale() : before_(::uselocale(users())) {}
  ~InUsersLocale() { ::uselocale(before_); }
  InUsersLocale(const InUsersLocale&) = delete;
  InUsersLocale& operator=(const InUsersLocale&) = delete;

 private:
  locale_t before_;
};

}  // namespace

bool is_utf8() { return std::strcmp(::nl_langinfo_l(CODESET, users()), "UTF-8") == 0; }
bool is_printable(unsigned char byte) { return ::isprint_l(byte, users()) != 0; }

int columns(wchar_t character) {
  const InUsersLocale here;
  return ::wcwidth(character);
}

int columns(std::span<const wchar_t> characters) {
  const InUsersLocale here;
  return ::wcswidth(characters.data(), characters.size());
}

}  // namespace rt::character_width
