// SPDX-License-Identifier: Apache-2.0
// The copy of `environ`, and the question which encoding the locale has.
#include "runtime/base/environment.hpp"

#include <langinfo.h>
#include <locale.h>
#include <strings.h>
#include <unistd.h>

namespace rt {

NameEncoding native_name_encoding() {
  const locale_t locale = newlocale(LC_CTYPE_MASK, "", nullptr);
  if (locale == nullptr) return NameEncoding::latin1;
  const bool is_utf8 = strcasecmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
  freelocale(locale);
  return is_utf8 ? NameEncoding::utf8 : NameEncoding::latin1;
}

Environment::Environment() {
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals != text.npos) variables_.insert_or_assign(std::string(text.substr(0, equals)), std::string(text.substr(equals + 1)));
  }
}

std::optional<std::string> Environment::get(std::string_view name) const {
  const std::scoped_lock lock(mutex_);
  const auto found = variables_.find(name);
  if (found == variables_.end()) return std::nullopt;
  return found->second;
}

void Environment::put(std::string name, std::string value) {
  const std::scoped_lock lock(mutex_);
  variables_.insert_or_assign(std::move(name), std::move(value));
}

void Environment::remove(std::string_view name) {
  const std::scoped_lock lock(mutex_);
  const auto found = variables_.find(name);
  if (found != variables_.end()) variables_.erase(found);
}

Environment::Variables Environment::all() const {
  const std::scoped_lock lock(mutex_);
  return variables_;
}

}  // namespace rt
