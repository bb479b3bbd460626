// SPDX-License-Identifier: Apache-2.0
// Application files (NAME.app), as far as one must know to tell whether starting an application does anything: no Erlang
// parser, since what Gleam's compiler, rebar3 and mix write is regular. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace driver {

struct AppFile {
  bool has_module = false;                // {mod, {...}}: it has a process tree of its own
  std::vector<std::string> applications;  // that must run before it
};

AppFile read_app_file(std::string_view text);

// What starting `application` starts: it and all that it needs, but for kernel and stdlib, which run already. Nothing if that
// runs code: one of them has a module, or is not known (a part of OTP, whose applications are looked at by OTP itself).
// `find`: the file of an application.
std::optional<std::vector<std::string>> started_without_code(
    const std::string& application, const std::function<std::optional<AppFile>(const std::string&)>& find);

}  // namespace driver
