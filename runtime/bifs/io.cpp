// SPDX-License-Identifier: Apache-2.0
// io: what its natives say of the command line.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"

namespace rt {
namespace {

// erl without +pc.
Term printable_range_0(Process&) { return atoms::latin1; }

constexpr Bif kRows[] = {
    bif<&printable_range_0>("printable_range"),
};

}  // namespace

extern const BifModule kIo;
constinit const BifModule kIo{"io", kRows};

}  // namespace rt
