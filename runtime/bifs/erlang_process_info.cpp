// SPDX-License-Identifier: Apache-2.0
// process_info/1,2: of oneself at once, of another process by a request that it answers.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/process_info.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term ask(Process& p, Term pid, Term request, InfoForm form) {
  if (!pid.is_local_pid()) return p.raise<Fault::badarg>();
  if (form != InfoForm::all && !is_info_request(p.vm(), request, form)) return p.raise<Fault::badarg>();
  if (pid == p.pid) return process_info(p, request, form, true);
  Signal* signal = Signal::create(p.vm(), SignalKind::info_request, pid, p.pid, request);
  signal->high = static_cast<Word>(form);
  return request_and_await(p, signal);
}

Term process_info_1(Process& p, Term pid) { return ask(p, pid, Term::nil(), InfoForm::all); }
Term process_info_2(Process& p, Term pid, Term request) {
  return ask(p, pid, request, request.is_list() ? InfoForm::list : InfoForm::item);
}

constexpr Bif kRows[] = {bif<&process_info_1>("process_info"), bif<&process_info_2>("process_info")};

}  // namespace

extern constinit const BifModule kErlangProcessInfo{"erlang", kRows};

}  // namespace rt
