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

// Whether starting `application` runs any code: it, or one that it needs, has a module, or is not known (a part of OTP,
// whose applications are looked at by OTP itself); kernel and stdlib run already. `find`: the file of an application.
bool starts_code(const std::string& application, const std::function<std::optional<AppFile>(const std::string&)>& find);

}  // namespace driver
