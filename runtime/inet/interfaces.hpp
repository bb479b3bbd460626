// SPDX-License-Identifier: Apache-2.0
// The network interfaces of this machine, as requests to a socket ask for them. Answers: answer.hpp.
#pragma once

#include <string>
#include <string_view>

namespace rt {

std::string interface_names(int fd);                                   // each with a 0 behind it
std::string interface_addresses(const std::string& network_namespace);  // getifaddrs(3)
std::string get_interface(int fd, std::string_view data);              // length, name, codes of what is asked for
std::string set_interface(int fd, std::string_view data);              // length, name, codes and values

}  // namespace rt
