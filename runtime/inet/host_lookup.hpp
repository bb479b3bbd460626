// SPDX-License-Identifier: Apache-2.0
// Names of hosts and their addresses, as OTP's program inet_gethost is asked for them: what goes through its pipe, without the
// lengths in front. A request is a number, what is asked (a name's addresses: 1; an address's name: 2), which kind of addresses
// (inet: 1; inet6: 2), and the name with a 0, or the address. The answer is the number, the size of an address, the number of
// addresses, those, the number of names, and those, each with a 0; or the number, 0, and what went wrong.
#pragma once

#include <string>
#include <string_view>

namespace rt {

// May take as long as the system's resolver does. Empty: that is none of these, and gets no answer.
std::string look_up_host(std::string_view request);

}  // namespace rt
