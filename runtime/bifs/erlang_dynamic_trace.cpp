// SPDX-License-Identifier: Apache-2.0
// erlang:dt_...: what OTP answers when it was built without dynamic tracing, as it usually is.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"

namespace rt {
namespace {

Term undefined_0(Process&) { return atoms::undefined; }
Term undefined_1(Process&, Term) { return atoms::undefined; }
Term restore_tag_1(Process& p, Term tag) { return tag == atoms::true_ ? tag : p.raise<Fault::badarg>(); }
Term spread_tag_1(Process& p, Term on) {
  return on == atoms::true_ || on == atoms::false_ ? atoms::true_ : p.raise<Fault::badarg>();
}
Term same_1(Process&, Term data) { return data; }

constexpr Bif kRows[] = {
    bif<&same_1>("dt_append_vm_tag_data"), bif<&undefined_0>("dt_get_tag"),
    bif<&undefined_0>("dt_get_tag_data"),  bif<&same_1>("dt_prepend_vm_tag_data"),
    bif<&undefined_1>("dt_put_tag"),       bif<&restore_tag_1>("dt_restore_tag"),
    bif<&spread_tag_1>("dt_spread_tag"),
};

}  // namespace

extern const BifModule kErlangDynamicTrace;
constinit const BifModule kErlangDynamicTrace{"erlang", kRows};

}  // namespace rt
