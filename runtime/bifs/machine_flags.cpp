// SPDX-License-Identifier: Apache-2.0
// Natives that tell how the machine was started (flags of OTP's emulator): +W, +fn, +pc.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term warning_map_0(Process& p) {
  switch (p.vm().options.warnings) {
    case WarningMap::error: return atoms::error;
    case WarningMap::warning: return p.vm().atoms.must_intern("warning");
    case WarningMap::info: return p.vm().atoms.must_intern("info");
  }
  return atoms::error;
}
Term printable_range_0(Process& p) { return p.vm().options.prints_unicode ? atoms::unicode : atoms::latin1; }
Term native_name_encoding_0(Process& p) {
  return p.vm().name_encoding == NameEncoding::utf8 ? atoms::utf8 : atoms::latin1;
}

constexpr Bif kErrorLoggerRows[] = {bif<&warning_map_0>("warning_map")};
constexpr Bif kIoRows[] = {bif<&printable_range_0>("printable_range")};
constexpr Bif kFileRows[] = {bif<&native_name_encoding_0>("native_name_encoding")};

}  // namespace

extern constinit const BifModule kErrorLogger{"error_logger", kErrorLoggerRows};
extern constinit const BifModule kIo{"io", kIoRows};
extern constinit const BifModule kFile{"file", kFileRows};

}  // namespace rt
