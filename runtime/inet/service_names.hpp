// SPDX-License-Identifier: Apache-2.0
// Names of services and their port numbers, as requests to a socket ask for them. Answers: answer.hpp.
#pragma once

#include <string>
#include <string_view>

namespace rt {

std::string service_port(std::string_view data);  // length, name, length, protocol
std::string service_name(std::string_view data);  // number, length, protocol

}  // namespace rt
