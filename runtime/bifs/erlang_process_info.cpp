// SPDX-License-Identifier: Apache-2.0
// erlang and erts_internal: what a process is doing (process_info), and what others may make it do: collect, stop for a
// while. Questions to another process are signals, its answer is awaited (process/await.hpp).
#include "runtime/bifs/bif.hpp"
#include "runtime/process/await.hpp"
#include "runtime/process/process_info.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/spawn_options.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term ask(Process& p, Term pid, Term items, InfoShape shape) {
  if (pid == p.pid) {
    handle_signals(p);
    if (p.is_exiting) return await_own_end(p);
    return process_info(p, items, shape, true);
  }
  return request_and_await(p, Signal::create(p.vm(), SignalKind::info_request, pid, p.pid, items,
                                             RefId{0, static_cast<Word>(shape)}));
}

Term process_info_1(Process& p, Term pid) {
  if (!pid.is_local_pid()) return p.raise<Fault::badarg>();
  return ask(p, pid, Term::nil(), InfoShape::standard);
}

Term process_info_2(Process& p, Term pid, Term item) {
  if (!pid.is_local_pid()) return p.raise<Fault::badarg>();
  if (!item.is_list()) {
    if (!is_info_item(item)) return p.raise<Fault::badarg>();
    return ask(p, pid, item, InfoShape::single);
  }
  Term rest = item;
  for (; rest.is_cons(); rest = rest.tail()) {
    if (!is_info_item(rest.head())) return p.raise<Fault::badarg>();
  }
  if (!rest.is_nil()) return p.raise<Fault::badarg>();
  return ask(p, pid, item, InfoShape::list);
}

// The result is what the Erlang code around it raises, or true.
Term process_display_2(Process& p, Term pid, Term what) {
  if (what != atoms::backtrace) return atoms::badopt;
  return pid.is_local_pid() ? ask(p, pid, Term::nil(), InfoShape::display) : atoms::badarg;
}

// --- collecting

Term garbage_collect_1(Process& p, Term type) {
  if (type != atoms::major && type != atoms::minor) return p.raise<Fault::badarg>();
  const Term arguments[] = {type};
  return p.trap(p.vm().collect_code, arguments);
}

// {garbage_collect, RequestId, major | minor}, {check_process_code, RequestId, Module}, or what OTP's tests ask for:
// {system_task_test, RequestId}, which only answers.
bool is_system_task(Process& p, Term request) {
  if (is_tuple(request, 2)) return tuple_element(request, 0) == p.vm().atoms.must_intern("system_task_test");
  if (!is_tuple(request, 3)) return false;
  const Term kind = tuple_element(request, 0), what = tuple_element(request, 2);
  if (kind == atoms::garbage_collect) return what == atoms::major || what == atoms::minor;
  return kind == p.vm().atoms.must_intern("check_process_code") && what.is_atom();
}

// A process of a lower priority than asked for does it at that one.
Term request_system_task_3(Process& p, Term pid, Term priority, Term request) {
  const auto wanted = priority == p.vm().atoms.must_intern("inherit") ? p.priority : priority_of(priority);
  if (!pid.is_local_pid() || !wanted || !is_system_task(p, request)) return p.raise<Fault::badarg>();
  route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::system_task, pid, p.pid, request,
                                                      RefId{static_cast<Word>(*wanted), 0}));
  p.vm().scheduler->raise(pid, *wanted);
  return atoms::ok;
}

// --- suspending

struct SuspendOptions {
  bool unless_suspending = false, is_asynchronous = false;
  Term reply_tag;  // {asynchronous, Tag}
};

bool parse_suspend_options(Term list, SuspendOptions& o) {
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (option == atoms::unless_suspending) {
      o.unless_suspending = true;
    } else if (option == atoms::asynchronous) {
      o.is_asynchronous = true;
    } else if (is_tuple(option, 2) && tuple_element(option, 0) == atoms::asynchronous) {
      o.is_asynchronous = true;
      o.reply_tag = tuple_element(option, 1);
    } else {
      return false;
    }
  }
  return list.is_nil();
}

// The result is a boolean or what the Erlang code around it raises.
Term suspend_process_2(Process& p, Term pid, Term options) {
  SuspendOptions o;
  if (pid == p.pid || !pid.is_local_pid()) return atoms::badarg;
  if (!parse_suspend_options(options, o)) return atoms::badopt;
  const bool exists = p.vm().processes->find(pid) != nullptr;
  if (!exists && !o.is_asynchronous) return atoms::badarg;
  unsigned& times = p.relations().suspending[pid.word()];
  const bool has_already = times > 0;
  if (o.unless_suspending && has_already) return atoms::false_;
  ++times;
  Signal* signal = Signal::create_empty(SignalKind::suspend, pid, p.pid, 0);
  if (o.is_asynchronous) {
    route_signal(p.vm(), p.worker, signal);
    if (!o.reply_tag.is_none()) {
      HeapWriter w = p.reserve(3);
      const Term message = w.tuple({o.reply_tag, exists ? atoms::suspended : p.vm().atoms.must_intern("exited")});
      route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::message, p.pid, p.pid, message));
    }
    return atoms::true_;
  }
  return request_and_await(p, signal);
}

Term resume_process_1(Process& p, Term pid) {
  if (!pid.is_local_pid() || !p.relations_) return p.raise<Fault::badarg>();
  auto& suspending = p.relations_->suspending;
  const auto found = suspending.find(pid.word());
  if (found == suspending.end()) return p.raise<Fault::badarg>();
  if (--found->second == 0) suspending.erase(found);
  if (p.vm().processes->find(pid) == nullptr) return p.raise<Fault::badarg>();
  route_signal(p.vm(), p.worker, Signal::create_empty(SignalKind::resume, pid, p.pid, 0));
  return atoms::true_;
}

constexpr Bif kErlangRows[] = {
    bif<&process_info_1>("process_info"),
    bif<&process_info_2>("process_info"),
    bif<&resume_process_1>("resume_process"),
};

constexpr Bif kInternalRows[] = {
    bif<&garbage_collect_1>("garbage_collect"),
    bif<&process_display_2>("process_display"),
    bif<&request_system_task_3>("request_system_task"),
    bif<&suspend_process_2>("suspend_process"),
};

}  // namespace

extern const BifModule kErlangProcessInfo;
constinit const BifModule kErlangProcessInfo{"erlang", kErlangRows};
extern const BifModule kErtsInternalProcessInfo;
constinit const BifModule kErtsInternalProcessInfo{"erts_internal", kInternalRows};

}  // namespace rt
