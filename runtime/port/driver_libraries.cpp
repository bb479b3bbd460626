// SPDX-License-Identifier: Apache-2.0
// Follows erl_bif_ddll.c and erl_unix_sys_ddll.c of OTP 27, except that no driver's init function is ever called.
#include "runtime/port/driver_libraries.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <array>

namespace rt {
namespace {

struct Row {
  int error;
  std::string_view name, text;
};
constexpr std::array kRows = {
    Row{DriverLibraries::no_error, "no_error", "No error"},
    Row{DriverLibraries::no_driver_init, "no_driver_init", "No driver init in dynamic library"},
    Row{DriverLibraries::driver_init_failed, "driver_init_failed", "Driver init failed"},
    Row{DriverLibraries::bad_driver_name, "bad_driver_name", "Bad driver name"},
    Row{DriverLibraries::driver_name_to_long, "driver_name_to_long", "Driver name to long"},
    Row{DriverLibraries::driver_incorrect_version, "driver_incorrect_version",
        "Driver compiled with incorrect version of erl_driver.h"},
    Row{DriverLibraries::no_ddll_available, "no_ddll_available", "DDLL functionality not available on this platform"},
    Row{DriverLibraries::unspecified_error, "unspecified_error", "Unspecified dynamic library error"},
    Row{DriverLibraries::symbol_not_found, "symbol_not_found", "Symbol not found in dynamic library"},
};
const Row* row_of(int error) {
  const auto row = std::ranges::find(kRows, error, &Row::error);
  return row == kRows.end() ? nullptr : row;
}

// The linker begins with the file's name, which is not part of the error: else each name would take a number.
std::string without_file(std::string_view text, std::string_view file) {
  if (!text.starts_with(file)) return std::string(text);
  const std::size_t begin = text.find_first_not_of(": ", file.size());
  return std::string(begin == std::string_view::npos ? text : text.substr(begin));
}

struct Library {
  Library(const std::string& file, int how) : handle(dlopen(file.c_str(), how)) {}
  ~Library() {
    if (handle != nullptr) dlclose(handle);
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  void* handle;
};

}  // namespace

const std::vector<std::string_view>& DriverLibraries::linked_in() {
  static const std::vector<std::string_view> names = {"tcp_inet", "udp_inet", "ram_file_drv"};
  return names;
}

bool DriverLibraries::is_linked_in(std::string_view name) {
  return std::ranges::find(linked_in(), name) != linked_in().end();
}

int DriverLibraries::refuse(const std::string& path) {
  const std::string file = path + ".so";
  const std::scoped_lock lock(mutex_);
  const Library library(file, RTLD_NOW);
  if (library.handle == nullptr) {
    const char* text = dlerror();
    const std::string why = without_file(text != nullptr ? text : "unspecified error", file);
    // A driver asks for functions that only OTP's emulator has: what is told is not which it asks for first.
    const Library unbound(file, RTLD_LAZY);
    const bool is_driver = unbound.handle != nullptr && dlsym(unbound.handle, "driver_init") != nullptr;
    return is_driver ? no_ddll_available : number_of(why);
  }
  for (const char* name : {"driver_init", "_driver_init"}) {
    dlerror();
    if (dlsym(library.handle, name) != nullptr) return no_ddll_available;
    if (const char* text = dlerror()) number_of(text);  // takes its number, though nobody is told it
  }
  return no_driver_init;
}

int DriverLibraries::number_of(std::string text) {
  auto found = std::ranges::find(linker_errors_, text);
  if (found == linker_errors_.end()) found = linker_errors_.insert(found, std::move(text));
  return kFirstLinkerError - static_cast<int>(found - linker_errors_.begin());
}

std::string DriverLibraries::text_of(int error) const {
  if (const Row* row = row_of(error)) return std::string(row->text);
  if (error > kFirstLinkerError) return "Unspecified error";
  const std::scoped_lock lock(mutex_);
  const auto index = static_cast<std::size_t>(kFirstLinkerError - std::int64_t{error});
  return index < linker_errors_.size() ? linker_errors_[index] : "Unknown dlload error";
}

std::string_view DriverLibraries::name_of(int error) {
  const Row* row = row_of(error);
  return row == nullptr ? std::string_view() : row->name;
}

}  // namespace rt
