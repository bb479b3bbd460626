// SPDX-License-Identifier: Apache-2.0
// erts_internal: ports. There is no port yet, and no driver to spawn: who asks for one by name (prim_inet does) learns that,
// as in OTP where a driver is missing. Whatever else ports are wanted for raises undef.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term open_port_2(Process& p, Term name, Term) {
  const bool is_driver = is_tuple(name, 2) && tuple_element(name, 0) == p.vm().atoms.must_intern("spawn_driver");
  return is_driver ? atoms::badarg : p.raise<Fault::undef>();
}

constexpr Bif kRows[] = {bif<&open_port_2>("open_port")};

}  // namespace

extern const BifModule kErtsInternalPort;
constinit const BifModule kErtsInternalPort{"erts_internal", kRows};

}  // namespace rt
