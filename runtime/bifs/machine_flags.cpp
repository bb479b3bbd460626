// SPDX-License-Identifier: Apache-2.0
// Natives that tell how the machine was started (flags of OTP's emulator): +pc, +W, +fn, and whether a node's I/O server
// takes Unicode. The answers are those of a machine started without any of these flags.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term printable_range_0(Process&) { return atoms::latin1; }
Term warning_map_0(Process& p) { return p.vm().atoms.must_intern("warning"); }
Term native_name_encoding_0(Process&) { return atoms::utf8; }
// True for every process of this machine; others' flags are known to whoever is connected, and nobody is.
Term dflag_unicode_io_1(Process& p, Term pid) {
  if (!is_pid(pid)) return p.raise<Fault::badarg>();
  return external_node(pid) ? atoms::false_ : atoms::true_;
}

constexpr Bif kIoRows[] = {bif<&printable_range_0>("printable_range")};
constexpr Bif kErrorLoggerRows[] = {bif<&warning_map_0>("warning_map")};
constexpr Bif kFileRows[] = {bif<&native_name_encoding_0>("native_name_encoding")};
constexpr Bif kNetKernelRows[] = {bif<&dflag_unicode_io_1>("dflag_unicode_io")};

}  // namespace

extern constinit const BifModule kIo{"io", kIoRows};
extern constinit const BifModule kErrorLogger{"error_logger", kErrorLoggerRows};
extern constinit const BifModule kFile{"file", kFileRows};
extern constinit const BifModule kNetKernel{"net_kernel", kNetKernelRows};

}  // namespace rt
