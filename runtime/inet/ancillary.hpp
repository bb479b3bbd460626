// SPDX-License-Identifier: Apache-2.0
// What goes with a datagram beside its bytes: type of service, time to live.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <optional>
#include <string_view>

#include "runtime/heap/heap_writer.hpp"

namespace rt {

// What was received, as [{tos | tclass | ttl, Number}], in the order in which it came.
constexpr std::size_t kMostAncillaryWords = 128;
Term ancillary_terms(HeapWriter& w, msghdr& message);

// Options to send, each its number (options.hpp) and a value of 32 bits, in the form that the system wants. How many bytes that
// is; or nothing: something else, or more than there is room for.
constexpr std::size_t kSentAncillaryBytes = 2 * CMSG_SPACE(sizeof(int));
std::optional<std::size_t> write_ancillary(std::string_view options, char (&control)[kSentAncillaryBytes]);

}  // namespace rt
