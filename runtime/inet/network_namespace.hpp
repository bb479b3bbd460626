// SPDX-License-Identifier: Apache-2.0
// Work in another network namespace: on a thread that enters it and is gone afterwards, so that no other thread notices.
#pragma once

#include <expected>
#include <functional>
#include <string>

namespace rt {

// 0, and `work` has run; or errno: the namespace cannot be entered.
[[nodiscard]] int run_in_namespace(const std::string& path, const std::function<void()>& work);

// socket(2), or errno. `path`: of the namespace; empty: our own.
std::expected<int, int> open_descriptor(const std::string& path, int family, int type, int protocol);

}  // namespace rt
