// SPDX-License-Identifier: Apache-2.0
// Environment: a machine's own copy of the environment variables, as OTP keeps one: what programs change is not the
// process's environment, so that two machines do not see each other. And how names of the operating system are encoded.
// Any thread; every call takes the lock.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace rt {

enum class NameEncoding : std::uint8_t { latin1, utf8 };

// Of the locale that the environment asks for; the C library's own locale is left alone.
NameEncoding native_name_encoding();

class Environment {
 public:
  using Variables = std::map<std::string, std::string, std::less<>>;

  Environment();  // what the process was started with
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

  std::optional<std::string> get(std::string_view name) const;
  void put(std::string name, std::string value);
  void remove(std::string_view name);
  Variables all() const;

 private:
  mutable std::mutex mutex_;
  Variables variables_;
};

}  // namespace rt
