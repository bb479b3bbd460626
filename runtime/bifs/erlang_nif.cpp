// SPDX-License-Identifier: Apache-2.0
// erlang:load_nif/2. The libraries that OTP links statically are natives here and count as loaded; others are opened, for
// the error that tells why they cannot be used: they ask for functions of OTP's emulator, which this is not.
#include <dlfcn.h>

#include <string>

#include "runtime/bifs/bif.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/crypto/openssl.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/native_name.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

std::optional<std::string> path_of(Process& p, Term name) {
  if (name.is_list()) return to_native_name(name, p.vm().name_encoding);
  if (!is_binary(name)) return std::nullopt;
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(name, scratch);
  return std::string(bytes.begin(), bytes.end());
}

Term refuse(Process& p, const char* tag, const std::string& text) {
  const Term string = from_native_name(p, text, p.vm().name_encoding);
  HeapWriter w = p.reserve(6);
  const Term reason = w.tuple({p.vm().atoms.must_intern(tag), string});
  return w.tuple({atoms::error, reason});
}

Term load_nif_2(Process& p, Term name, Term) {
  const auto path = path_of(p, name);
  if (!path) return p.raise<Fault::badarg>();
  const std::string name_of_library = path->substr(path->rfind('/') + 1);
  if (name_of_library == "crypto") {
    std::string why;
    if (OpenSsl::get(&why) != nullptr) {
      p.vm().taint(p.vm().atoms.must_intern(name_of_library));
      return atoms::ok;
    }
    return refuse(p, "load_failed", "Failed to load NIF library: '" + why + "'");
  }
  if (name_of_library == "asn1rt_nif") {
    p.vm().taint(p.vm().atoms.must_intern(name_of_library));
    return atoms::ok;
  }
  if (has_nif_natives(*path) && is_present_from_start(*path)) return atoms::ok;
  void* library = dlopen((*path + ".so").c_str(), RTLD_NOW);
  if (library == nullptr) return refuse(p, "load_failed", "Failed to load NIF library: '" + std::string(dlerror()) + "'");
  const bool has_entry = dlsym(library, "nif_init") != nullptr || dlsym(library, "_nif_init") != nullptr;
  const std::string why = has_entry ? "it is for another virtual machine" : std::string(dlerror());
  dlclose(library);
  return refuse(p, "bad_lib", "Failed to find library init function: '" + why + "'");
}

constexpr Bif kRows[] = {bif<&load_nif_2>("load_nif")};

}  // namespace

extern const BifModule kErlangNif;
constinit const BifModule kErlangNif{"erlang", kRows};

}  // namespace rt
