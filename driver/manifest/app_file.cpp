// SPDX-License-Identifier: Apache-2.0
#include "driver/manifest/app_file.hpp"

#include <algorithm>
#include <set>

namespace driver {
namespace {

// Without blanks, comments and the quotes of atoms: only names and punctuation matter here. Strings are left out.
std::string condense(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      while (i < text.size() && text[i] != '\n') ++i;
    } else if (c == '"') {
      for (++i; i < text.size() && text[i] != '"'; ++i) i += text[i] == '\\';
    } else if (c != '\'' && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
      result.push_back(c);
    }
  }
  return result;
}

}  // namespace

AppFile read_app_file(std::string_view text) {
  const std::string terms = condense(text);
  AppFile app;
  app.has_module = terms.find("{mod,{") != std::string::npos;
  constexpr std::string_view kKey = "{applications,[";
  const std::size_t at = terms.find(kKey);
  if (at == std::string::npos) return app;
  const std::size_t end = std::min(terms.find(']', at), terms.size());
  for (std::size_t from = at + kKey.size(); from < end;) {
    const std::size_t comma = std::min(terms.find(',', from), end);
    if (comma > from) app.applications.push_back(terms.substr(from, comma - from));
    from = comma + 1;
  }
  return app;
}

std::optional<std::vector<std::string>> started_without_code(
    const std::string& application, const std::function<std::optional<AppFile>(const std::string&)>& find) {
  std::vector<std::string> started;
  std::set<std::string> seen{"kernel", "stdlib"};
  std::vector<std::string> left{application};
  while (!left.empty()) {
    const std::string name = left.back();
    left.pop_back();
    if (!seen.insert(name).second) continue;
    const auto app = find(name);
    if (!app || app->has_module) return std::nullopt;
    started.push_back(name);
    left.insert(left.end(), app->applications.begin(), app->applications.end());
  }
  return started;
}

}  // namespace driver
