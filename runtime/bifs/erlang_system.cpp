// SPDX-License-Identifier: Apache-2.0
// erlang:system_info/1 and system_flag/2: what this machine is. Items that tell about parts that OTP's machine has and
// this one has not (allocators, dirty schedulers' states, lock counting ...) are not items here: badarg.
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <thread>

#include "runtime/base/release.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/system_items.hpp"
#include "runtime/bifs/trap.hpp"
#include "runtime/bifs/yield.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/heap_sizes.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/spawn_options.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/deliver.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;
constexpr std::int64_t kEndTimeNs = 8'646'911'283'000'000'000;  // OTP's: the last second that 64 bits can count to

Term atom_of(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }
template <std::int64_t Value>
Term number(Process& p) {
  return p.reserve(2).integer(Value);
}
Term yes(Process&) { return atoms::true_; }
Term no(Process&) { return atoms::false_; }
Term nothing(Process&) { return Term::nil(); }
Term tagged(Process& p, Term tag, std::int64_t value) { return p.reserve(3).tuple({tag, Term::small(value)}); }

constexpr std::string_view kArchitecture =
#if defined(__x86_64__)
    "x86_64-pc-linux-gnu";
#elif defined(__aarch64__)
    "aarch64-unknown-linux-gnu";
#else
    "unknown-linux-gnu";
#endif

Term otp_release(Process& p) { return byte_list(p, kOtpRelease); }
Term version(Process& p) { return byte_list(p, kErtsVersion); }
Term system_version(Process& p) {
  const Scheduler& scheduler = *p.vm().scheduler;
  const std::string workers = std::to_string(scheduler.worker_count());
  return byte_list(p, "Erlang/OTP " + std::string(kOtpRelease) + " [erts-" + std::string(kErtsVersion) +
                        "] [source] [64-bit] [smp:" + workers + ":" + std::to_string(scheduler.online()) + "] [ds:" +
                        workers + ":" + std::to_string(scheduler.dirty_online()) + ":10] [async-threads:1]" +
                        (p.vm().options.native_code ? " [jit]\n" : "\n"));
}
Term system_architecture(Process& p) { return byte_list(p, kArchitecture); }
Term port_count(Process& p) { return Term::small(static_cast<std::int64_t>(p.vm().ports->count())); }
// A process that is gone is none any more.
Term living_logger(Process& p, Term logger) {
  return logger.is_local_pid() && p.vm().processes->find(logger) == nullptr ? atoms::logger : logger;
}
Term system_logger(Process& p) { return living_logger(p, p.vm().system_logger); }
Term taints(Process& p) {
  const std::vector<Term> modules = p.vm().taints();
  return p.reserve(2 * modules.size()).list(modules);
}
Term machine(Process& p) { return byte_list(p, "BEAM"); }
Term endian(Process&) { return std::endian::native == std::endian::little ? atoms::little : atoms::big; }
Term os_type(Process& p) { return p.reserve(3).tuple({atom_of(p, "unix"), atom_of(p, "linux")}); }
Term os_version(Process& p) {
  utsname name;
  int numbers[3] = {0, 0, 0};
  if (::uname(&name) == 0) {
    const std::string_view text(name.release);
    const char* at = text.data();
    for (int& n : numbers) {
      const auto [end, error] = std::from_chars(at, text.data() + text.size(), n);
      if (error != std::errc() || *end != '.') break;
      at = end + 1;
    }
  }
  return p.reserve(4).tuple({Term::small(numbers[0]), Term::small(numbers[1]), Term::small(numbers[2])});
}
Term logical_processors(Process&) { return Term::small(::sysconf(_SC_NPROCESSORS_CONF)); }
Term logical_processors_online(Process&) { return Term::small(::sysconf(_SC_NPROCESSORS_ONLN)); }
Term logical_processors_available(Process&) { return Term::small(std::thread::hardware_concurrency()); }

Term process_limit(Process& p) { return Term::small(static_cast<std::int64_t>(p.vm().processes->limit())); }
Term process_count(Process& p) {
  if (wait_for_all_servers(p)) return trap_to_erlang(p, "system_info", {p.vm().atoms.must_intern("process_count")});
  const auto is_listed = [&p](Word pid) { return p.vm().processes->is_listed(Term::from_word(pid)); };
  const auto hidden = std::ranges::count_if(p.vm().names->hidden(), is_listed);
  return Term::small(static_cast<std::int64_t>(p.vm().processes->count()) - hidden);
}
Term atom_limit(Process& p) { return Term::small(p.vm().atoms.limit()); }
Term atom_count(Process& p) { return Term::small(p.vm().atoms.count()); }

HeapDefaults& defaults(Process& p) { return p.vm().options.heap; }
std::int64_t or_otp(std::size_t words, std::size_t otp) { return static_cast<std::int64_t>(words != 0 ? words : otp); }
std::int64_t min_heap_words(Process& p) { return or_otp(defaults(p).min_heap_words, kOtpMinHeapWords); }
std::int64_t min_bin_vheap_words(Process& p) { return or_otp(defaults(p).min_bin_vheap_words, kOtpMinBinVheapWords); }
Term fullsweep_after(Process& p) { return tagged(p, atoms::fullsweep_after, defaults(p).fullsweep_after); }
Term min_heap_size(Process& p) { return tagged(p, atoms::min_heap_size, min_heap_words(p)); }
Term min_bin_vheap_size(Process& p) { return tagged(p, atoms::min_bin_vheap_size, min_bin_vheap_words(p)); }
Term max_heap_size(Process& p) { return max_heap_size_map(p, defaults(p).max_heap); }
Term garbage_collection(Process& p) {
  HeapWriter w = p.reserve(4 * 5);
  const auto row = [&](Term tag, std::int64_t value) { return w.tuple({tag, Term::small(value)}); };
  const Term rows[] = {row(atoms::max_heap_size, static_cast<std::int64_t>(defaults(p).max_heap.words)),
                       row(atoms::min_bin_vheap_size, min_bin_vheap_words(p)),
                       row(atoms::min_heap_size, min_heap_words(p)),
                       row(atoms::fullsweep_after, defaults(p).fullsweep_after)};
  return w.list(rows);
}
Term message_queue_data(Process& p) { return defaults(p).queue_data == QueueData::off_heap ? atoms::off_heap : atoms::on_heap; }
Term heap_type(Process& p) { return atom_of(p, "private"); }

Term outstanding_system_requests(Process& p) { return Term::small(p.vm().outstanding_system_requests); }
Term unbound(Process& p) { return atom_of(p, "unbound"); }
Term opt(Process& p) { return atom_of(p, "opt"); }
Term emu_args(Process& p) {
  std::vector<Term> words;
  for (const std::string& word : p.vm().options.emulator_arguments) words.push_back(byte_list(p, word));
  return p.reserve(2 * words.size()).list(words);
}
// +Bi or +B i, among the emulator's own flags.
Term break_ignored(Process& p) {
  const auto& words = p.vm().options.emulator_arguments;
  for (auto word = words.begin(); word != words.end() && *word != "--"; ++word) {
    if (*word == "-Bi" || (*word == "-B" && word + 1 != words.end() && word[1] == "i")) return atoms::true_;
  }
  return atoms::false_;
}
Term emu_flavor(Process& p) { return atom_of(p, "emu"); }
Term c_compiler_used(Process& p) {
  HeapWriter w = p.reserve(4 + 3);
  const Term release = w.tuple({Term::small(__GNUC__), Term::small(__GNUC_MINOR__), Term::small(__GNUC_PATCHLEVEL__)});
  return w.tuple({atom_of(p, "gnuc"), release});
}
Term none_atom(Process&) { return atoms::none; }
Term undefined(Process&) { return atoms::undefined; }
Term infinity(Process&) { return atoms::infinity; }
Term disabled(Process& p) { return atom_of(p, "disabled"); }
Term driver_version(Process& p) { return byte_list(p, "3.3"); }
Term nif_version(Process& p) { return byte_list(p, "2.17"); }
Term name_of(Process& p, TimeOffset state) {
  return atom_of(p, state == TimeOffset::final ? "final" : state == TimeOffset::preliminary ? "preliminary" : "volatile");
}
Term time_offset(Process& p) { return name_of(p, p.vm().clock.state()); }
Term time_warp_mode(Process& p) {
  const TimeWarp mode = p.vm().options.time_warp;
  return atom_of(p, mode == TimeWarp::none ? "no_time_warp" : mode == TimeWarp::single ? "single_time_warp" : "multi_time_warp");
}
// What the machine was told with a flag.
template <auto Setting>
Term told(Process& p) {
  const auto& value = p.vm().options.*Setting;
  if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, bool>) return boolean(value);
  else return Term::small(static_cast<std::int64_t>(value));
}

Term clock_source(Process& p, std::string_view clock_id, std::int64_t ns, bool is_monotonic) {
  HeapWriter w = p.reserve(7 * 5 + 2);
  const auto row = [&](std::string_view tag, Term value) { return w.tuple({atom_of(p, tag), value}); };
  const Term time = w.integer(ns);
  Term rows[7];
  std::size_t n = 0;
  rows[n++] = row("function", atom_of(p, "clock_gettime"));
  rows[n++] = row("clock_id", atom_of(p, clock_id));
  rows[n++] = row("resolution", Term::small(kNsPerSecond));
  if (is_monotonic) {
    rows[n++] = row("used_resolution", Term::small(kNsPerSecond));
    rows[n++] = row("extended", atom_of(p, "no"));
  }
  rows[n++] = row("parallel", atom_of(p, "yes"));
  rows[n++] = row("time", time);
  return w.list(std::span<const Term>(rows, n));
}
Term os_monotonic_time_source(Process& p) { return clock_source(p, "CLOCK_MONOTONIC", Clock::machine_ns(), true); }
Term os_system_time_source(Process& p) { return clock_source(p, "CLOCK_REALTIME", Clock::system_ns(), false); }

struct Item {
  std::string_view name;
  Term (*value)(Process&);
};
constexpr Item kItems[] = {
    {"all_schedulers_state", &system_items::all_schedulers_state},
    {"alloc_util_allocators", &system_items::alloc_util_allocators},  // none is in use
    {"allocator", &system_items::allocator},
    {"async_dist", &told<&VmOptions::has_async_dist>},
    {"atom_count", &atom_count},
    {"atom_limit", &atom_limit},
    {"beam_jump_table", &yes},
    {"break_ignored", &break_ignored},
    {"build_type", &opt},
    {"c_compiler_used", &c_compiler_used},
    {"compat_rel", &told<&VmOptions::release>},
    {"constant_pool_support", &yes},
    {"context_reductions", &number<kReductionsPerSlice>},
    {"cpu_topology", &undefined},
    {"creation", &number<0>},
    {"debug_compiled", &no},
    {"delayed_node_table_gc", &number<60>},
    {"dirty_cpu_schedulers", &system_items::dirty_cpu_schedulers},
    {"dirty_cpu_schedulers_online", &system_items::dirty_cpu_schedulers_online},
    {"dirty_io_schedulers", &system_items::dirty_io_schedulers},
    {"dist_buf_busy_limit", &told<&VmOptions::dist_buf_busy_limit>},
    {"dist", &system_items::distribution_text},
    {"dist_ctrl", &nothing},
    {"driver_version", &driver_version},
    {"dynamic_trace", &none_atom},
    {"dynamic_trace_probes", &no},
    {"emu_args", &emu_args},
    {"emu_flavor", &emu_flavor},
    {"emu_type", &opt},
    {"end_time", &number<kEndTimeNs>},
    {"endian", &endian},
    {"ethread_info", &nothing},  // a library of OTP's
    {"ets_always_compress", &no},
    {"ets_count", &system_items::ets_count},
    {"ets_limit", &number<8192>},  // which limits nothing, neither here nor in OTP
    {"ets_realloc_moves", &no},
    {"fullsweep_after", &fullsweep_after},
    {"garbage_collection", &garbage_collection},
    {"halt_flush_timeout", &infinity},
    {"heap_sizes", &system_items::heap_sizes},
    {"heap_type", &heap_type},
    {"hipe_architecture", &undefined},
    {"info", &system_items::machine_text},
    {"io_thread", &no},
    {"kernel_poll", &no},
    {"loaded", &system_items::modules_text},
    {"lock_checking", &no},
    {"lock_counting", &no},
    {"logical_processors", &logical_processors},
    {"logical_processors_available", &logical_processors_available},
    {"logical_processors_online", &logical_processors_online},
    {"machine", &machine},
    {"max_heap_size", &max_heap_size},
    {"max_integer", &system_items::max_integer},
    {"message_queue_data", &message_queue_data},
    {"min_bin_vheap_size", &min_bin_vheap_size},
    {"min_heap_size", &min_heap_size},
    {"modified_timing_level", &undefined},
    {"multi_scheduling", &system_items::multi_scheduling},
    {"multi_scheduling_blockers", &system_items::multi_scheduling_blockers},
    {"nif_version", &nif_version},
    {"normal_multi_scheduling_blockers", &system_items::normal_multi_scheduling_blockers},
    {"os_monotonic_time_source", &os_monotonic_time_source},
    {"os_system_time_source", &os_system_time_source},
    {"os_type", &os_type},
    {"os_version", &os_version},
    {"otp_release", &otp_release},
    {"outstanding_system_requests_limit", &outstanding_system_requests},
    {"port_count", &port_count},
    {"port_limit", &told<&VmOptions::port_limit>},
    {"port_parallelism", &no},
    {"process_count", &process_count},
    {"process_limit", &process_limit},
    {"procs", &system_items::processes_text},
    {"run_queues", &system_items::schedulers},
    {"scheduler_bind_type", &unbound},
    {"scheduler_bindings", &system_items::scheduler_bindings},
    {"scheduler_id", &system_items::scheduler_id},
    {"schedulers", &system_items::schedulers},
    {"schedulers_active", &system_items::schedulers_active},
    {"schedulers_online", &system_items::schedulers_online},
    {"schedulers_state", &system_items::schedulers_state},
    {"schedulers_total", &system_items::schedulers},
    {"sequential_tracer", &system_items::sequential_tracer},
    {"smp_support", &yes},
    {"snifs", &system_items::native_functions},
    {"start_time", &number<Clock::kStartNs>},
    {"system_architecture", &system_architecture},
    {"system_logger", &system_logger},
    {"system_version", &system_version},
    {"taints", &taints},
    {"thread_pool_size", &told<&VmOptions::async_threads>},
    {"threads", &yes},
    {"time_correction", &told<&VmOptions::has_time_correction>},
    {"time_offset", &time_offset},
    {"time_warp_mode", &time_warp_mode},
    {"tolerant_timeofday", &disabled},
    {"trace_control_word", &number<0>},
    {"update_cpu_info", &system_items::update_cpu_info},
    {"version", &version},
    {"wordsize", &number<8>},
};

// {memory_internal, Reference, Allocators}: OTP's threads send what their allocators hold, {Reference, Thread, Sizes} each
// (their number: erts_internal:no_aux_work_threads/0, but one). Ours have no such allocators, which one message tells.
Term memory_internal(Process& p, Term item) {
  if (!is_tuple(item, 3) || tuple_element(item, 0) != atom_of(p, "memory_internal")) return Term::none();
  std::vector<Term> sizes;
  Term rest = tuple_element(item, 2);
  for (; rest.is_cons() && rest.head().is_atom(); rest = rest.tail()) {
    sizes.push_back(p.reserve(3).tuple({rest.head(), atoms::false_}));
  }
  if (!rest.is_nil()) return Term::none();
  HeapWriter w = p.reserve(2 * sizes.size() + 4);
  const Term list = w.list(sizes);
  const Term message = w.tuple({tuple_element(item, 1), Term::small(1), list});
  route_signal(p.vm(), p.worker, Signal::create(p.vm(), SignalKind::message, p.pid, p.pid, message));
  return atoms::true_;
}

Term system_info_1(Process& p, Term name) {
  if (is_tuple(name, 2) && tuple_element(name, 0).is_atom() && tuple_element(name, 1).is_atom()) {
    const std::string_view kind = p.vm().atoms.text(tuple_element(name, 0));
    const Term value = system_items::of_pair(p, kind, p.vm().atoms.text(tuple_element(name, 1)));
    return value ? value : p.raise<Fault::badarg>();
  }
  if (const Term answer = memory_internal(p, name)) return answer;
  if (is_tuple(name, 2) && tuple_element(name, 0).is_atom() && tuple_element(name, 1).is_cons()) {
    const std::string_view kind = p.vm().atoms.text(tuple_element(name, 0));
    const Term value = system_items::of_allocators(p, kind, tuple_element(name, 1));
    return value ? value : p.raise<Fault::badarg>();
  }
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  const std::string_view text = p.vm().atoms.text(name);
  for (const Item& item : kItems) {
    if (item.name == text) return item.value(p);
  }
  return p.raise<Fault::badarg>();
}

// Of the heaps of processes to come. None: no such flag, or no such value.
Term set_heap_default(Process& p, Term flag, Term value) {
  HeapDefaults& d = defaults(p);
  if (flag == atoms::max_heap_size) {
    MaxHeapSize size;
    if (!parse_max_heap_size(p.vm(), value, size)) return Term::none();
    if (size.words != 0 && static_cast<std::int64_t>(size.words) < min_heap_words(p)) return Term::none();
    const Term old = max_heap_size(p);
    const Scheduler::Exclusive only_this(*p.vm().scheduler, *p.worker);
    d.max_heap = size;
    return old;
  }
  if (!value.is_small() || value.small_value() < 0) return Term::none();
  const auto n = static_cast<std::size_t>(value.small_value());
  if (flag != atoms::fullsweep_after && flag != atoms::min_heap_size && flag != atoms::min_bin_vheap_size) return Term::none();
  const Scheduler::Exclusive only_this(*p.vm().scheduler, *p.worker);
  if (flag == atoms::fullsweep_after) {
    return Term::small(std::exchange(d.fullsweep_after, static_cast<std::uint16_t>(std::min<std::size_t>(n, 65535))));
  }
  if (flag == atoms::min_heap_size) {
    const Term old = Term::small(min_heap_words(p));
    d.min_heap_words = otp_heap_size(n);
    return old;
  }
  const Term old = Term::small(min_bin_vheap_words(p));
  d.min_bin_vheap_words = otp_heap_size(n);
  return old;
}

// What may be set here; each answers what it was. Who changes which schedulers run goes on where it may.
Term system_flag_2(Process& p, Term flag, Term value) {
  const std::string_view text = atom_text(p, flag);
  if (text == "backtrace_depth" && value.is_small() && value.small_value() >= 0) {
    constexpr std::int64_t kMaxDepth = 64;
    int& depth = p.vm().options.backtrace_depth;
    const Term old = Term::small(depth);
    const Scheduler::Exclusive only_this(*p.vm().scheduler, *p.worker);
    depth = static_cast<int>(std::min(value.small_value(), kMaxDepth));
    return old;
  }
  if (const Term old = set_heap_default(p, flag, value)) return old;
  if (text == "multi_scheduling" && value.is_atom()) {
    const Term state = system_items::set_multi_scheduling(p, p.vm().atoms.text(value));
    return state ? yield_and_give(p, state) : p.raise<Fault::badarg>();
  }
  constexpr std::int64_t kMaxRequests = 134'217'727;
  if (text == "outstanding_system_requests_limit" && value.is_small() && value.small_value() > 0 &&
      value.small_value() <= kMaxRequests) {
    return Term::small(p.vm().outstanding_system_requests.exchange(value.small_value()));
  }
  if (text == "schedulers_online" || text == "dirty_cpu_schedulers_online") {
    const Term old = text.starts_with('d') ? system_items::set_dirty_schedulers_online(p, value)
                                           : system_items::set_schedulers_online(p, value);
    return old ? yield_and_give(p, old) : p.raise<Fault::badarg>();
  }
  if (text == "scheduler_wall_time" && (value == atoms::true_ || value == atoms::false_)) {
    return p.trap(p.vm().exports.intern(atom_of(p, "erts_internal"), atom_of(p, "system_flag_scheduler_wall_time"), 1), {value});
  }
  if (text == "microstate_accounting") {
    const Term old = system_items::set_microstate_accounting(p, value);
    return old ? old : p.raise<Fault::badarg>();
  }
  if (text == "time_offset" && value.is_atom() && p.vm().atoms.text(value) == "finalize") return name_of(p, p.vm().clock.finalize());
  if (text == "system_logger" && (value == atoms::logger || value == atoms::undefined || value.is_local_pid())) {
    return living_logger(p, p.vm().system_logger.exchange(value));
  }
  return p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&system_flag_2>("system_flag"),
    bif<&system_info_1>("system_info"),
};

}  // namespace

extern constinit const BifModule kErlangSystem;
constinit const BifModule kErlangSystem{"erlang", kRows};

}  // namespace rt
