// SPDX-License-Identifier: Apache-2.0
// The drivers of sockets, by the names that programs open them by; and the program that a driver stands in for.
#pragma once

#include <memory>
#include <string_view>

namespace rt {

class Port;
class PortDriver;

bool is_inet_driver(std::string_view name);
bool is_inet_program(std::string_view file);
// Requires: one of the two, of `name` up to a space.
std::unique_ptr<PortDriver> make_inet_driver(std::string_view name, Port& port);

}  // namespace rt
