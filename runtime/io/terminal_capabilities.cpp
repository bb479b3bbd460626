// SPDX-License-Identifier: Apache-2.0
#include "runtime/io/terminal_capabilities.hpp"

#include <dlfcn.h>

#include <array>
#include <mutex>

namespace rt::terminal_capabilities {
namespace {

// termcap.h declares these, but a build should not need it.
struct Library {
  int (*tgetent)(char* buffer, const char* name) = nullptr;
  int (*tgetnum)(const char* id) = nullptr;
  int (*tgetflag)(const char* id) = nullptr;
  char* (*tgetstr)(const char* id, char** area) = nullptr;
  char* (*tgoto)(const char* text, int column, int line) = nullptr;
  int (*tputs)(const char* text, int lines, int (*put)(int)) = nullptr;
  bool is_there = false;
};

Library open() {
  constexpr std::array kNames{"libtinfo.so.6", "libtinfow.so.6", "libncursesw.so.6", "libncurses.so.6", "libtinfo.so.5"};
  Library library;
  for (const char* name : kNames) {
    void* opened = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (opened == nullptr) continue;
    const auto find = [opened](auto& function, const char* symbol) {
      function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(opened, symbol));
      return function != nullptr;
    };
    library.is_there = find(library.tgetent, "tgetent") && find(library.tgetnum, "tgetnum") &&
                       find(library.tgetflag, "tgetflag") && find(library.tgetstr, "tgetstr") &&
                       find(library.tgoto, "tgoto") && find(library.tputs, "tputs");
    if (library.is_there) return library;
    dlclose(opened);
  }
  return library;
}

// The library, and nobody else in it meanwhile.
class Use {
 public:
  Use() : lock_(one_at_a_time()) {}
  explicit operator bool() const { return library().is_there; }
  const Library* operator->() const { return &library(); }

 private:
  static std::mutex& one_at_a_time() {
    static std::mutex mutex;
    return mutex;
  }
  static const Library& library() {
    static const Library opened = open();
    return opened;
  }
  std::scoped_lock<std::mutex> lock_;
};

thread_local std::string* collected = nullptr;  // tputs gives its function nothing but the byte
int collect(int byte) {
  *collected += static_cast<char>(byte);
  return byte;
}

}  // namespace

bool select(const std::string& terminal) {
  const Use use;
  return use && use->tgetent(nullptr, terminal.c_str()) > 0;
}

int number(const std::string& capability) {
  const Use use;
  return use ? use->tgetnum(capability.c_str()) : -1;
}

bool flag(const std::string& capability) {
  const Use use;
  return use && use->tgetflag(capability.c_str()) > 0;
}

std::optional<std::string> text(const std::string& capability) {
  const Use use;
  std::array<char, 8192> area{};
  char* free = area.data();
  const char* found = use ? use->tgetstr(capability.c_str(), &free) : nullptr;
  return found == nullptr ? std::nullopt : std::optional<std::string>(found);
}

std::optional<std::string> with_parameters(const std::string& text, int column, int line) {
  const Use use;
  const char* moved = use ? use->tgoto(text.c_str(), column, line) : nullptr;
  if (moved == nullptr) return std::nullopt;
  std::string bytes;
  collected = &bytes;
  (void)use->tputs(moved, 1, &collect);
  collected = nullptr;
  return bytes;
}

}  // namespace rt::terminal_capabilities
