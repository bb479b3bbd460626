// SPDX-License-Identifier: Apache-2.0
// Natives of code at run time: loading in two steps (prepare, finish), on_load functions, old versions and their purge
// (whose process is OTP's erts_code_purger), and what a .beam says without being loaded. Versions: code/code_table.hpp.
// What changes versions stops all other workers first: they meet all modules of a list in their new versions or none.
#include <algorithm>
#include <string>
#include <vector>

#include "runtime/base/bits.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/trap.hpp"
#include "runtime/code/boot_modules.hpp"
#include "runtime/io/event_logger.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/literal_exit.hpp"
#include "runtime/process/old_code.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

struct PreparedCode final : MagicObject {
  explicit PreparedCode(std::unique_ptr<Module> m) : module(std::move(m)) {}
  std::unique_ptr<Module> module;  // null once it is loaded
};

PreparedCode* prepared_code(Term t) {
  auto* code = magic::object_of<PreparedCode>(t);
  return code != nullptr && code->module ? code : nullptr;
}

std::vector<std::uint8_t> copy_of(Process& p, Term binary) {
  std::vector<std::uint8_t> scratch;
  const auto bytes = bytes_of(binary, scratch);
  charge_bytes(p, bytes.size());
  return scratch.empty() ? std::vector<std::uint8_t>(bytes.begin(), bytes.end()) : std::move(scratch);
}

std::string quoted(Process& p, Term atom) { return print_atom(p.vm().atoms, atom); }

Term refuse(Process& p, Term name, int line, const std::string& why) {
  log_error(p, "beam/beam_load.c(" + std::to_string(line) + "): Error loading module " + quoted(p, name) + ":\n  " + why +
                   "\n");
  return p.reserve(3).tuple({atoms::error, atoms::badfile});
}

Term prepare_loading_2(Process& p, Term name, Term binary) {
  if (!name.is_atom() || !is_binary(binary)) return p.raise<Fault::badarg>();
  Vm& vm = p.vm();
  if (vm.source == nullptr) return p.reserve(3).tuple({atoms::error, atoms::badfile});
  auto prepared = vm.source->prepare(vm, copy_of(p, binary));
  if (!prepared) return refuse(p, name, prepared.error().otp_line, prepared.error().text);
  const Term actual = (*prepared)->name;
  if (actual != name) return refuse(p, name, 180, "module name in object code is " + quoted(p, actual));
  return magic::new_reference(p, new PreparedCode(std::move(*prepared)));
}

Term has_prepared_code_on_load_1(Process& p, Term reference) {
  const PreparedCode* code = prepared_code(reference);
  return code != nullptr ? boolean(code->module->on_load != nullptr) : p.raise<Fault::badarg>();
}

// The prepared code of each, or nothing when the list is not one of those.
bool collect_prepared(Term list, std::vector<PreparedCode*>& out) {
  for (; list.is_cons(); list = list.tail()) {
    PreparedCode* code = prepared_code(list.head());
    if (code == nullptr) return false;
    out.push_back(code);
  }
  return list.is_nil();
}

Term tagged_names(Process& p, Term tag, const std::vector<Term>& names) {
  HeapWriter w = p.reserve(2 * names.size() + 3);
  const Term list = w.list(names);
  return w.tuple({tag, list});
}

Term finish_loading_continue_1(Process& p, Term list) {
  const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
  std::vector<PreparedCode*> all;
  if (!collect_prepared(list, all)) return p.raise<Fault::badarg>();
  CodeTable& code = p.vm().code;
  std::vector<Term> repeated, unpurged;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Term name = all[i]->module->name;
    if (all.size() > 1 && all[i]->module->on_load != nullptr) return p.raise<Fault::system_limit>();
    for (std::size_t k = 0; k < i; ++k) {
      if (all[k]->module->name != name) continue;
      repeated.push_back(name);
      break;
    }
    if (code.current(name) != nullptr && code.old(name) != nullptr) unpurged.push_back(name);
  }
  if (!repeated.empty()) return tagged_names(p, atoms::duplicated, repeated);
  if (!unpurged.empty()) return tagged_names(p, atoms::not_purged, unpurged);
  if (all.size() == 1 && all[0]->module->on_load != nullptr) {
    const Module* module = code.publish_pending(std::move(all[0]->module));
    return tagged_names(p, atoms::on_load, {module->name});
  }
  for (PreparedCode* each : all) (void)code.publish(std::move(each->module));
  return atoms::ok;
}

// Code that is there is replaced only after a while, as in OTP, where schedulers have to be waited for: who was spawned into
// it begins in it.
Term finish_loading_1(Process& p, Term list) {
  std::vector<PreparedCode*> all;
  const CodeTable& code = p.vm().code;
  if (!collect_prepared(list, all) ||
      std::ranges::none_of(all, [&code](const PreparedCode* each) { return code.current(each->module->name) != nullptr; })) {
    return finish_loading_continue_1(p, list);
  }
  p.end_slice();
  return trap_to_erlang(p, "finish_loading_continue", {list});
}

Term call_on_load_function_1(Process& p, Term name) {
  const Module* module = name.is_atom() ? p.vm().code.pending(name) : nullptr;
  if (module == nullptr) return p.raise<Fault::badarg>();
  return p.trap(module->on_load->entry, {});
}

Term finish_after_on_load_2(Process& p, Term name, Term keep) {
  if (keep != atoms::true_ && keep != atoms::false_) return p.raise<Fault::badarg>();
  const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
  CodeTable& code = p.vm().code;
  if (!name.is_atom() || code.pending(name) == nullptr) return p.raise<Fault::badarg>();
  if (keep == atoms::true_) {
    if (code.current(name) != nullptr && code.old(name) != nullptr) code.purge(name);  // somebody may be in it
    code.accept_pending(name);
  }
  return atoms::true_;
}

Term delete_module_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  CodeTable& code = p.vm().code;
  if (code.current(name) == nullptr && is_present_from_start(p.vm().atoms.text(name))) (void)p.vm().ensure_loaded(name);
  const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
  if (code.old(name) != nullptr) {
    log_error(p, "Module " + quoted(p, name) + " must be purged before deleting\n");
    return p.raise<Fault::badarg>();
  }
  if (!code.was_ever_loaded(name)) return atoms::undefined;
  code.unload(name);
  return atoms::true_;
}

Term check_old_code_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  return boolean(p.vm().code.old(name) != nullptr);
}

Term check_process_code_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  return boolean(runs_old_code(p, name));
}

// --- the purger's steps: prepare, then (when it has asked every process) complete or abort

// A process that has been asked may have got a fun of the old code since, and be in it: a later purge deletes that then.
// Requires: no other worker runs.
void delete_purged(Process& purger) {
  Vm& vm = purger.vm();
  const std::vector<Term> pids = vm.processes->pids();
  const auto is_used = [&](const Module& module) {
    return std::ranges::any_of(pids, [&](Term pid) {
      const Process* p = vm.processes->process(pid);
      return p != nullptr && runs_code_of(*p, module);
    });
  };
  vm.code.delete_purged(is_used, vm.literals);
  wake_literal_collector(vm, purger.worker);
}

Term begin_purge(Process& p, Term name, bool is_rejected_on_load) {
  CodeTable& code = p.vm().code;
  if (p.vm().purging) return p.raise<Fault::badarg>();
  if (is_rejected_on_load && code.pending(name) != nullptr) code.reject_pending(name);
  if (code.old(name) == nullptr) return atoms::false_;
  code.hold_back_funs(name);
  p.vm().purging = name;
  return atoms::true_;
}

Term purge_module_2(Process& p, Term name, Term step) {
  if (p.vm().names->find(atoms::erts_code_purger) != p.pid) return p.raise(ErrorClass::error, atoms::notsup);
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  const Scheduler::Exclusive alone(*p.vm().scheduler, *p.worker);
  if (step == atoms::prepare || step == atoms::prepare_on_load) {
    return begin_purge(p, name, step == atoms::prepare_on_load);
  }
  const bool is_complete = step == atoms::complete;
  if ((!is_complete && step != atoms::abort) || p.vm().purging != name) return p.raise<Fault::badarg>();
  p.vm().end_purge(p.worker);
  if (is_complete) {
    p.vm().code.purge(name);
    delete_purged(p);
  } else {
    p.vm().code.let_funs_go(name);
  }
  return boolean(is_complete);
}

// --- object code that is not loaded

// Four characters as the name of a chunk.
bool chunk_name(Term list, std::array<std::uint8_t, 4>& out) {
  for (std::uint8_t& c : out) {
    if (!list.is_cons() || !list.head().is_small()) return false;
    const std::int64_t value = list.head().small_value();
    if (value < 0 || value > 255) return false;
    c = static_cast<std::uint8_t>(value);
    list = list.tail();
  }
  return list.is_nil();
}

std::size_t word_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  return load_big_endian(&bytes[at], 4);
}

// Where the first chunk of that name is; of size 0: there is none (or it is empty, which is the same).
std::span<const std::uint8_t> find_chunk(std::span<const std::uint8_t> file, const std::array<std::uint8_t, 4>& name) {
  constexpr std::size_t kHeader = 12;
  const auto is = [&](std::size_t at, const auto& text) { return std::equal(text.begin(), text.end(), file.begin() + static_cast<std::ptrdiff_t>(at)); };
  using Tag = std::array<std::uint8_t, 4>;
  if (file.size() < kHeader || !is(0, Tag{'F', 'O', 'R', '1'}) || !is(8, Tag{'B', 'E', 'A', 'M'})) return {};
  const std::size_t form = word_at(file, 4);
  if (form > file.size() - 8 || form < 4) return {};
  const std::size_t end = 8 + form;
  for (std::size_t at = kHeader; at < end;) {
    if (end - at < 8) return {};
    const std::size_t size = word_at(file, at + 4);
    if (size > end - at - 8) return {};
    if (is(at, name)) return file.subspan(at + 8, size);
    at += 8 + (size + 3) / 4 * 4;
  }
  return {};
}

Term beamfile_chunk_2(Process& p, Term binary, Term list) {
  std::array<std::uint8_t, 4> name;
  if (!chunk_name(list, name) || !is_binary(binary)) return p.raise<Fault::badarg>();
  std::vector<std::uint8_t> scratch;
  const auto file = bytes_of(binary, scratch);
  const auto chunk = find_chunk(file, name);
  if (chunk.empty()) return atoms::undefined;
  HeapWriter w = p.reserve(kSliceMaxWords);
  return make_slice(w, binary, 8 * static_cast<std::size_t>(chunk.data() - file.data()), 8 * chunk.size());
}

Term beamfile_module_md5_1(Process& p, Term binary) {
  if (!is_binary(binary)) return p.raise<Fault::badarg>();
  if (p.vm().source == nullptr) return atoms::undefined;
  const auto md5 = p.vm().source->md5(copy_of(p, binary));
  return md5 ? byte_binary(p, *md5) : atoms::undefined;
}

constexpr Bif kErlangRows[] = {
    bif<&call_on_load_function_1>("call_on_load_function"),
    bif<&check_old_code_1>("check_old_code"),
    bif<&delete_module_1>("delete_module"),
    bif<&finish_after_on_load_2>("finish_after_on_load"),
    bif<&finish_loading_1>("finish_loading"),
    bif<&finish_loading_continue_1>("finish_loading_continue", BifKind::continuation),
    bif<&has_prepared_code_on_load_1>("has_prepared_code_on_load"),
};

constexpr Bif kInternalRows[] = {
    bif<&beamfile_chunk_2>("beamfile_chunk"),
    bif<&beamfile_module_md5_1>("beamfile_module_md5"),
    bif<&check_process_code_1>("check_process_code"),
    bif<&prepare_loading_2>("prepare_loading"),
    bif<&purge_module_2>("purge_module"),
};

}  // namespace

extern const BifModule kErlangLoad;
constinit const BifModule kErlangLoad{"erlang", kErlangRows};
extern const BifModule kErtsInternalLoad;
constinit const BifModule kErtsInternalLoad{"erts_internal", kInternalRows};

}  // namespace rt
