// SPDX-License-Identifier: Apache-2.0
// erlang: making processes. spawn of a fun is Erlang code: it becomes erlang:apply(Fun, []).
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/spawn_options.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// Length of a proper list, or -1.
std::int64_t list_length(Term list) {
  std::int64_t n = 0;
  for (; list.is_cons(); list = list.tail()) ++n;
  return list.is_nil() ? n : -1;
}

constexpr int kReductionsPerSpawn = 40;
// No function has more than kMaxArity, but to call such a one is the new process's error. They go into registers.
constexpr std::int64_t kMostArguments = 1000;
static_assert(kMostArguments < kMaxXRegs);

// The new process, or null with the exception raised.
Process* make(Process& p, Term module, Term function, Term arguments, SpawnRequest& request) {
  const std::int64_t arity = list_length(arguments);
  if (!module.is_atom() || !function.is_atom() || arity < 0) {
    (void)p.raise<Fault::badarg>();
    return nullptr;
  }
  if (arity > kMostArguments) {
    (void)p.raise<Fault::system_limit>();
    return nullptr;
  }
  request.function = p.vm().exports.intern(module, function, static_cast<unsigned>(arity));
  request.arguments = arguments;
  request.parent = &p;
  p.charge(kReductionsPerSpawn);
  Process* made = create_process(p.vm(), request);
  if (made == nullptr) (void)p.raise<Fault::system_limit>();
  return made;
}

Term create(Process& p, Term module, Term function, Term arguments, SpawnRequest& request) {
  Process* made = make(p, module, function, arguments, request);
  if (made == nullptr) return Term::none();
  const Term pid = made->pid;
  let_run(*made, p.worker);
  return pid;
}

Term spawn_3(Process& p, Term module, Term function, Term arguments) {
  SpawnRequest request;
  return create(p, module, function, arguments, request);
}

Term spawn_link_3(Process& p, Term module, Term function, Term arguments) {
  SpawnRequest request;
  request.link = true;
  return create(p, module, function, arguments, request);
}

// Gives the request the reference by which the parent monitors the child.
void add_monitor(Process& p, SpawnOptions& o) {
  if (!o.monitors) return;
  const Word number = p.vm().unique_number();
  o.request.monitor = o.monitor.alias == AliasMode::none ? RefId{number, 0} : owned_reference(number, p.pid);
  o.request.monitor_tag = o.monitor.tag_for(MonitorKind::process);
  o.request.alias = o.monitor.alias;
}

Term spawn_opt_4(Process& p, Term module, Term function, Term arguments, Term list) {
  SpawnOptions o;
  if (!parse_spawn_options(p, list, false, o)) return p.raise_with_cause(atoms::badarg, atoms::badopt);
  add_monitor(p, o);
  const Term pid = create(p, module, function, arguments, o.request);
  if (!pid || !o.request.monitor) return pid;
  HeapWriter w = p.reserve(kReferenceWords + 3);
  return w.tuple({pid, write_reference(w, *o.request.monitor)});
}

// {ReplyTag, ReqId, ok | error, Pid | Reason} to the caller.
void send_spawn_reply(Process& p, Term from, Term tag, Term reference, Term result, Term value) {
  HeapWriter w = p.reserve(5);
  const Term message = w.tuple({tag, reference, result, value});
  route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::message, p.pid, from, message));
}

// The result is a reference, or badarg or badopt for the Erlang code above to raise.
Term spawn_request_4(Process& p, Term module, Term function, Term arguments, Term list) {
  const std::int64_t arity = list_length(arguments);
  if (!module.is_atom() || !function.is_atom() || arity < 0) return atoms::badarg;
  SpawnOptions o;
  const auto parsed = parse_spawn_options(p, list, true, o);
  if (!parsed && parsed.error() == SpawnOptionError::improper_list) return atoms::badopt;
  add_monitor(p, o);
  const RefId id = o.request.monitor ? *o.request.monitor : RefId{p.vm().unique_number(), 0};
  HeapWriter w = p.reserve(kReferenceWords);
  const Term reference = write_reference(w, id);
  Term failure = parsed ? Term::none() : atoms::badopt;
  Process* made = nullptr;
  if (arity > kMostArguments) failure = atoms::system_limit;
  if (!failure) {
    made = make(p, module, function, arguments, o.request);
    if (made == nullptr) failure = atoms::system_limit;
  }
  // The answer comes before whatever the new process sends, its end included.
  if (failure) {
    if (o.reply_on_error) send_spawn_reply(p, Term::none(), o.reply_tag, reference, atoms::error, failure);
  } else if (o.reply_on_success) {
    send_spawn_reply(p, made->pid, o.reply_tag, reference, atoms::ok, made->pid);
  }
  if (made != nullptr) let_run(*made, p.worker);
  return reference;
}

// On another node, of which there is none: the caller is told so. What is wrong with an option only that node would say.
Term dist_spawn_request_4(Process& p, Term node, Term call, Term list, Term type) {
  if (!node.is_atom() || !is_tuple(call, 3) || !tuple_element(call, 0).is_atom() || !tuple_element(call, 1).is_atom() ||
      list_length(tuple_element(call, 2)) < 0) {
    return atoms::badarg;
  }
  const bool is_request = type != p.vm().atoms.must_intern("spawn_opt");
  SpawnOptions o;
  const auto parsed = parse_spawn_options(p, list, is_request, o);
  if (!parsed && parsed.error() == SpawnOptionError::improper_list) return atoms::badarg;
  HeapWriter w = p.reserve(kReferenceWords + 3);
  const Term reference = write_reference(w, RefId{p.vm().unique_number(), 0});
  if (o.reply_on_error || !is_request) {
    send_spawn_reply(p, Term::none(), o.reply_tag, reference, atoms::error, p.vm().atoms.must_intern("noconnection"));
  }
  return is_request ? reference : w.tuple({reference, boolean(o.monitors)});
}

// A local request is answered before its caller can abandon it.
Term spawn_request_abandon_1(Process& p, Term reference) {
  if (!is_reference(reference)) return p.raise<Fault::badarg>();
  return atoms::false_;
}

Term spawn_system_process_3(Process& p, Term module, Term function, Term arguments) {
  SpawnRequest request;
  request.is_system = true;
  return create(p, module, function, arguments, request);
}

constexpr Bif kErlangRows[] = {
    bif<&spawn_3>("spawn"),
    bif<&spawn_link_3>("spawn_link"),
    bif<&spawn_opt_4>("spawn_opt"),
    bif<&spawn_request_abandon_1>("spawn_request_abandon"),
};

constexpr Bif kInternalRows[] = {
    bif<&dist_spawn_request_4>("dist_spawn_request"),
    bif<&spawn_request_4>("spawn_request"),
    bif<&spawn_system_process_3>("spawn_system_process"),
};

}  // namespace

extern const BifModule kErlangSpawn;
constinit const BifModule kErlangSpawn{"erlang", kErlangRows};
extern const BifModule kErtsInternalSpawn;
constinit const BifModule kErtsInternalSpawn{"erts_internal", kInternalRows};

}  // namespace rt
