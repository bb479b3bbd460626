// SPDX-License-Identifier: Apache-2.0
// What OTP has loaded before a program runs. A lean start loads a module when it is first called; where a program can
// ask whether a module is there (module_loaded, loaded, function_exported), these count as loaded all the same.
// Constant tables, any thread.
#pragma once

#include <span>
#include <string_view>

namespace rt {

std::span<const std::string_view> preloaded_modules();  // in the order of erlang:pre_loaded/0
std::span<const std::string_view> boot_modules();       // without the preloaded ones
bool is_preloaded_module(std::string_view module);
bool is_present_from_start(std::string_view module);
// Natives of these modules are library functions (NIFs) in OTP, those of all others built in (is_builtin/3).
bool has_nif_natives(std::string_view module);

}  // namespace rt
