// SPDX-License-Identifier: Apache-2.0
#include "runtime/code/boot_modules.hpp"

#include <algorithm>

namespace rt {
namespace {

constexpr std::string_view kPreloaded[] = {
#define PRELOADED(name) #name,
#define BOOT(name)
#include "runtime/code/boot_modules.def"
#undef PRELOADED
#undef BOOT
};
constexpr std::string_view kBoot[] = {
#define PRELOADED(name)
#define BOOT(name) #name,
#include "runtime/code/boot_modules.def"
#undef PRELOADED
#undef BOOT
};
constexpr std::string_view kNifModules[] = {"asn1rt_nif", "crypto",      "dyntrace", "erl_tracer", "prim_buffer",
                                            "prim_file",  "prim_net",    "prim_socket", "prim_tty", "zlib"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::span<const std::string_view> preloaded_modules() { return kPreloaded; }
std::span<const std::string_view> boot_modules() { return kBoot; }
bool is_preloaded_module(std::string_view module) { return contains(kPreloaded, module); }
bool is_present_from_start(std::string_view module) { return is_preloaded_module(module) || contains(kBoot, module); }
bool has_nif_natives(std::string_view module) { return contains(kNifModules, module); }

}  // namespace rt
