// SPDX-License-Identifier: Apache-2.0
// Natives of module ets on whole tables: making, naming, owning, fixing, emptying and deleting them.
#include <bit>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/ets/transfer.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/interp/slow.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using ets::Protection;
using ets::Table;
using ets::TableOptions;
using ets::TableType;
using ets::WriteConcurrency;

bool is_alive(Process& p, Term pid) { return pid.is_local_pid() && p.vm().processes->find_alive(pid) != nullptr; }

void set_heir(Process& p, Table& table, Term heir, Term data) {
  p.vm().tables->set_heir(table, heir);
  table.heir_storage.reset();
  table.heir_data = data;
  if (table.heir == atoms::none || data.is_immediate()) return;
  // By itself: what it consists of may be a module's literal.
  const std::size_t words = copied_words(data, p.vm().literals, LiteralPolicy::copy);
  table.heir_storage.reset(Fragment::create(words));
  HeapWriter w = table.heir_storage->writer(words);
  table.heir_data = copy(data, w, p.vm().literals, LiteralPolicy::copy);
}

Term id_of(Process& p, Table& table) {
  if (table.options.is_named) return table.name;
  HeapWriter w = p.reserve(magic::kWords);
  return table_reference(table, w);
}

// --- new
class NewOptions {
 public:
  TableOptions table;
  Term heir = atoms::none, heir_data = atoms::undefined;

  explicit NewOptions(const Vm& vm) : has_one_scheduler_(vm.scheduler->worker_count() == 1) { table.is_compressed = vm.options.compresses_tables; }
  bool read(Term list) {
    for (; list.is_cons(); list = list.tail()) {
      if (!read_one(list.head())) return false;
    }
    return list.is_nil() && finish();
  }

 private:
  bool read_one(Term option) {
    if (is_tuple(option, 2)) return read_pair(tuple_element(option, 0), tuple_element(option, 1));
    if (is_tuple(option, 3)) {
      if (tuple_element(option, 0) != atoms::heir || !tuple_element(option, 1).is_local_pid()) return false;
      heir = tuple_element(option, 1);
      heir_data = tuple_element(option, 2);
      return true;
    }
    if (option == atoms::set) return true;  // as it is: it does not undo another type
    if (option == atoms::ordered_set) {
      decentralized_ = true;
      table.type = TableType::ordered_set;
    } else if (option == atoms::bag) {
      table.type = TableType::bag;
    } else if (option == atoms::duplicate_bag) {
      table.type = TableType::duplicate_bag;
    } else if (option == atoms::public_) {
      table.protection = Protection::public_;
    } else if (option == atoms::private_) {
      table.protection = Protection::private_;
    } else if (option == atoms::named_table) {
      table.is_named = true;
    } else if (option == atoms::compressed) {
      table.is_compressed = true;
    } else {
      return option == atoms::protected_;
    }
    return true;
  }

  bool read_pair(Term name, Term value) {
    const bool is_boolean = value == atoms::true_ || value == atoms::false_;
    if (name == atoms::keypos) {
      if (!value.is_small() || value.small_value() <= 0) return false;
      table.keypos = static_cast<std::size_t>(value.small_value());
      return true;
    }
    if (name == atoms::heir) {
      heir = atoms::none;
      heir_data = atoms::undefined;
      return value == atoms::none;
    }
    if (name == atoms::write_concurrency) return read_write_concurrency(value);
    if (!is_boolean) return false;
    if (name == atoms::read_concurrency) {
      table.read_concurrency = value == atoms::true_;
      return true;
    }
    if (name == atoms::decentralized_counters) {
      asks_decentralized_ = true;
      wants_decentralized_ = value == atoms::true_;
      return true;
    }
    return false;
  }

  bool read_write_concurrency(Term value) {
    constexpr std::int64_t kMostLocks = 32768;
    if (value == atoms::auto_) {
      table.write_concurrency = WriteConcurrency::automatic;
      decentralized_ = true;
    } else if (value == atoms::true_) {
      table.write_concurrency = WriteConcurrency::on;
      if (table.type != TableType::ordered_set) decentralized_ = false;
    } else if (value == atoms::false_) {
      table.write_concurrency = WriteConcurrency::off;
    } else {
      if (!is_tuple(value, 2) || tuple_element(value, 0) != atoms::debug_hash_fixed_number_of_locks) return false;
      const Term count = tuple_element(value, 1);
      if (!count.is_small() || count.small_value() < 1 || count.small_value() > kMostLocks) return false;
      table.write_concurrency = WriteConcurrency::fixed_locks;
      table.locks = static_cast<std::size_t>(count.small_value());
      decentralized_ = true;
    }
    return true;
  }

  // What remains of concurrency once type and protection are known. With one scheduler nobody writes at the same time.
  bool finish() {
    constexpr std::size_t kLocks = 64;
    const bool is_private = table.protection == Protection::private_;
    const bool is_ordered = table.type == TableType::ordered_set;
    if (is_ordered && table.write_concurrency == WriteConcurrency::fixed_locks) return false;
    if (is_private) {
      table.write_concurrency = WriteConcurrency::off;
      table.read_concurrency = false;
    }
    if (has_one_scheduler_) table.write_concurrency = WriteConcurrency::off;
    const bool is_fine_locked = table.write_concurrency != WriteConcurrency::off;
    const std::size_t asked = table.write_concurrency == WriteConcurrency::fixed_locks ? std::bit_floor(table.locks) : 0;
    table.locks = is_fine_locked && !is_ordered ? std::max(kLocks, asked) : 1;
    table.decentralized_counters = is_fine_locked && (asks_decentralized_ ? wants_decentralized_ : decentralized_);
    return true;
  }

  const bool has_one_scheduler_;
  bool decentralized_ = false, asks_decentralized_ = false, wants_decentralized_ = false;
};

Term new_2(Process& p, Term name, Term option_list) {
  NewOptions options(p.vm());
  if (!name.is_atom() || !options.read(option_list)) return p.raise<Fault::badarg>();
  auto* table = new Table(p.vm(), name, options.table, p.pid);
  set_heir(p, *table, options.heir, options.heir_data);
  const Term id = id_of(p, *table);
  if (p.vm().tables->add(*table)) return id;
  p.vm().tables->set_heir(*table, atoms::none);
  table->release();
  return p.raise_with_cause(atoms::badarg, atoms::already_exists);
}

// --- names
Term rename_2(Process& p, Term id, Term name) {
  EtsAccess table(p, id, EtsNeed::write_all);
  if (!table) return Term::none();
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  Table& renamed = *table;
  const bool is_named = renamed.options.is_named;
  renamed.retain();
  const bool is_done = p.vm().tables->rename(renamed, name);
  table.unlock();
  renamed.release();
  if (!is_done) return p.raise<Fault::badarg>();
  return is_named ? name : id;
}

Term whereis_1(Process& p, Term name) {
  if (!name.is_atom()) return p.raise<Fault::badarg>();
  EtsAccess table(p, name, EtsNeed::info);
  if (!table) {
    const Export* self = p.vm().exports.find(atoms::ets, p.vm().atoms.must_intern("whereis"), 1);
    if (slow::retry_when_server_runs(p, self, &name)) return Term::none();
    p.exception = Exception{};
    return atoms::undefined;
  }
  HeapWriter w = p.reserve(magic::kWords);
  return table_reference(*table, w);
}

// A message {Ref, Tables} for each scheduler, as the caller expects; all tables are in the first.
Term internal_request_all_0(Process& p) {
  if (wait_for_tables(p)) {
    return p.trap(p.vm().exports.intern(atoms::ets, p.vm().atoms.must_intern("internal_request_all"), 0), {});
  }
  HeapWriter r = p.reserve(kReferenceWords);
  const Term reference = write_reference(r, RefId{p.vm().unique_number(), 0});
  Term list = Term::nil();
  for (Table* table : p.vm().tables->all()) {
    HeapWriter w = p.reserve(magic::kWords + 2);
    {
      const std::shared_lock lock(table->mutex);  // of the name
      list = w.cons(table->options.is_named ? table->name : table_reference(*table, w), list);
    }
    table->release();
  }
  for (std::size_t i = 0; i < p.vm().scheduler->worker_count(); ++i) {
    send_message(p.vm(), p.worker, p.pid, p.reserve(3).tuple({reference, i == 0 ? list : Term::nil()}));
  }
  return reference;
}

// --- owners
Term give_away_3(Process& p, Term id, Term pid, Term gift) {
  EtsAccess table(p, id, EtsNeed::write_all);
  if (!table) return Term::none();
  if (!is_alive(p, pid)) return p.raise<Fault::badarg>();
  if (table->owner != p.pid) return p.raise_with_cause(atoms::badarg, atoms::not_owner);
  if (pid == p.pid) return p.raise_with_cause(atoms::badarg, atoms::owner);
  if (!p.vm().tables->change_owner(*table, pid)) return p.raise<Fault::badarg>();
  send_transfer(p, pid, *table, gift);
  return atoms::true_;
}

Term setopts_2(Process& p, Term id, Term options) {
  EtsAccess table(p, id, EtsNeed::write_all);
  if (!table) return Term::none();
  Term heir, heir_data;
  std::optional<Protection> protection;
  const auto read = [&](Term option) {
    if (!is_tuple(option) || tuple_arity(option) < 2) return false;
    const Term name = tuple_element(option, 0), value = tuple_element(option, 1);
    if (name == atoms::heir && !heir) {
      heir = value;
      heir_data = is_tuple(option, 3) ? tuple_element(option, 2) : atoms::undefined;
      return is_tuple(option, 2) ? heir == atoms::none : is_tuple(option, 3) && heir.is_local_pid();
    }
    if (name != atoms::protection || !is_tuple(option, 2) || protection) return false;
    if (value == atoms::private_) protection = Protection::private_;
    if (value == atoms::protected_) protection = Protection::protected_;
    if (value == atoms::public_) protection = Protection::public_;
    return protection.has_value();
  };
  if (is_tuple(options)) {
    if (!read(options)) return p.raise<Fault::badarg>();
  } else {
    for (; options.is_cons(); options = options.tail()) {
      if (!read(options.head())) return p.raise<Fault::badarg>();
    }
    if (!options.is_nil()) return p.raise<Fault::badarg>();
  }
  if (table->owner != p.pid) return p.raise<Fault::badarg>();
  if (heir) set_heir(p, *table, heir, heir_data);
  if (protection) table->options.protection = *protection;
  return atoms::true_;
}

Term safe_fixtable_2(Process& p, Term id, Term on) {
  EtsAccess table(p, id, on == atoms::false_ ? EtsNeed::unfix : EtsNeed::read);
  if (!table) return Term::none();
  if (on == atoms::true_) {
    table->fix(p.pid, p.vm().clock.monotonic_ns());
    p.vm().tables->note_fixed(*table, p.pid);
  } else if (on == atoms::false_) {
    if (table->unfix(p.pid)) p.vm().tables->note_unfixed(*table, p.pid);
  } else {
    return p.raise<Fault::badarg>();
  }
  return atoms::true_;
}

// --- emptying and deleting: the store is taken off at once, its objects are freed a slice at a time
struct DoomedStore final : MagicObject {
  explicit DoomedStore(std::unique_ptr<ets::Store> s) : store(std::move(s)) {}
  std::unique_ptr<ets::Store> store;
};

constexpr std::int64_t kFreedPerReduction = 4;

// Continues with {Reference, Result}, and gives Result in the end.
Term free_gradually(Process& p, DoomedStore& doomed, Term reference, Term result) {
  const std::int64_t budget = std::max(p.reductions_left, 1) * kFreedPerReduction;
  const std::size_t before = doomed.store->size();
  if (doomed.store->free_some(static_cast<std::size_t>(budget))) {
    p.charge(std::min(budget, static_cast<std::int64_t>(before)) / kFreedPerReduction);
    return result;
  }
  p.charge(kReductionsPerSlice);
  if (!reference) reference = magic::new_reference(p, &doomed);
  return p.trap(&p.vm().tables->continuations.free_store, {p.reserve(3).tuple({reference, result})});
}

Term free_store(Process& p, std::unique_ptr<ets::Store> store, Term result) {
  auto* doomed = new DoomedStore(std::move(store));
  const Term outcome = free_gradually(p, *doomed, Term::none(), result);
  if (outcome) doomed->release();  // else the reference has it
  return outcome;
}

Term free_store_trap_1(Process& p, Term state) {
  const Term reference = tuple_element(state, 0);
  auto* doomed = static_cast<DoomedStore*>(magic::object(reference.boxed_ptr()));
  return free_gradually(p, *doomed, reference, tuple_element(state, 1));
}

Term delete_1(Process& p, Term id) {
  EtsAccess access(p, id, EtsNeed::write_all);
  if (!access) return Term::none();
  Table& table = *access;
  std::unique_ptr<ets::Store> store = p.vm().tables->retire(table);
  access.unlock();
  p.vm().tables->release(table);
  return free_store(p, std::move(store), atoms::true_);
}

Term internal_delete_all_2(Process& p, Term id, Term holder) {
  EtsAccess table(p, id, EtsNeed::write_all);
  if (!table) return Term::none();
  if (holder != atoms::undefined) return holder;
  const Term count = Term::small(static_cast<std::int64_t>(table.store().size()));
  if (table.store().is_fixed() && !table->is_ordered()) {
    p.charge(count.small_value() / kFreedPerReduction);
    table.store().mark_all_deleted();
    return count;
  }
  std::unique_ptr<ets::Store> store = table->take_store(p.vm());
  table.unlock();
  return free_store(p, std::move(store), count);
}

constexpr Bif kRows[] = {
    bif<&new_2>("new"),
    bif<&rename_2>("rename"),
    bif<&whereis_1>("whereis"),
    bif<&internal_request_all_0>("internal_request_all"),
    bif<&give_away_3>("give_away"),
    bif<&setopts_2>("setopts"),
    bif<&safe_fixtable_2>("safe_fixtable"),
    bif<&delete_1>("delete"),
    bif<&internal_delete_all_2>("internal_delete_all"),
};

constexpr Bif kFreeStore = bif<&free_store_trap_1>("delete_trap");

}  // namespace

extern constinit const BifModule kEtsTable{"ets", kRows};
extern constinit const Bif* const kEtsFreeStoreTrap = &kFreeStore;

}  // namespace rt
