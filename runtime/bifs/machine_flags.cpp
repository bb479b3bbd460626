// SPDX-License-Identifier: Apache-2.0
// Natives that tell how the machine was started (flags of OTP's emulator): +pc, +W, +fn. The
// answers are those of a machine started without any of these flags; names of files are encoded as the locale says.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term warning_map_0(Process& p) { return p.vm().atoms.must_intern("warning"); }
Term native_name_encoding_0(Process& p) {
  return p.vm().name_encoding == NameEncoding::utf8 ? atoms::utf8 : atoms::latin1;
}

constexpr Bif kErrorLoggerRows[] = {bif<&warning_map_0>("warning_map")};
constexpr Bif kFileRows[] = {bif<&native_name_encoding_0>("native_name_encoding")};

}  // namespace

extern constinit const BifModule kErrorLogger{"error_logger", kErrorLoggerRows};
extern constinit const BifModule kFile{"file", kFileRows};

}  // namespace rt
