// SPDX-License-Identifier: Apache-2.0
// ets:info/1,2 and, for ets:info(Table, binary), what erts_internal needs.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/ets_access.hpp"
#include "runtime/ets/hash_store.hpp"
#include "runtime/term/copy.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using ets::Table;

Term number(std::size_t n) { return Term::small(static_cast<std::int64_t>(n)); }

Term type_of(const Table& table) {
  switch (table.options.type) {
    case ets::TableType::set: return atoms::set;
    case ets::TableType::ordered_set: return atoms::ordered_set;
    case ets::TableType::bag: return atoms::bag;
    case ets::TableType::duplicate_bag: return atoms::duplicate_bag;
  }
  return atoms::set;
}

Term protection_of(const Table& table) {
  switch (table.options.protection) {
    case ets::Protection::public_: return atoms::public_;
    case ets::Protection::protected_: return atoms::protected_;
    case ets::Protection::private_: return atoms::private_;
  }
  return atoms::private_;
}

Term write_concurrency_of(Process& p, const Table& table) {
  switch (table.options.write_concurrency) {
    case ets::WriteConcurrency::off: return atoms::false_;
    case ets::WriteConcurrency::on: return atoms::true_;
    case ets::WriteConcurrency::automatic: return atoms::auto_;
    case ets::WriteConcurrency::fixed_locks:
      return p.reserve(3).tuple({atoms::debug_hash_fixed_number_of_locks, number(table.options.locks)});
  }
  return atoms::false_;
}

// {Time, [{Pid, Count}]}
Term safe_fixed(Process& p, const Table& table, bool is_monotonic) {
  if (!table.store->is_fixed()) return atoms::false_;
  constexpr std::int64_t kMillion = 1'000'000;
  const Table::Fixations fixations = table.fixations();
  HeapWriter w = p.reserve(9 + 5 * fixations.list.size());
  Term time;
  if (is_monotonic) {
    time = w.integer(fixations.since_ns);
  } else {
    const std::int64_t us = (fixations.since_ns + p.vm().clock.offset_ns()) / 1000;
    const std::int64_t seconds = us / kMillion;
    time = w.tuple({Term::small(seconds / kMillion), Term::small(seconds % kMillion), Term::small(us % kMillion)});
  }
  Term list = Term::nil();
  for (const Table::Fixation& f : fixations.list) list = w.cons(w.tuple({f.pid, number(f.count)}), list);
  return w.tuple({time, list});
}

Term statistics_of(Process& p, const Table& table) {
  if (const ets::CaTree* tree = table.concurrent()) {
    const ets::CaTree::Statistics s = tree->statistics();
    return p.reserve(4).tuple({number(s.routes), number(s.bases), number(s.depth)});
  }
  if (table.is_ordered()) return atoms::false_;
  const auto s = static_cast<const ets::HashStore&>(*table.store).statistics();
  const auto& store = static_cast<const ets::HashStore&>(*table.store);
  HeapWriter w = p.reserve(9 + 6);
  const Term average = w.floating(s.average), deviation = w.floating(s.deviation);
  const Term expected = w.floating(s.expected_deviation);
  return w.tuple({number(store.bucket_count()), average, deviation, expected, number(s.shortest), number(s.longest),
                  number(s.marks), number(store.stride())});
}

using Item = Term (*)(Process& p, Table& table);

struct Row {
  Term name;
  Item item;
};

// Those of info/1 first, in its order.
const Row kItems[] = {
    {atoms::id,
     [](Process& p, Table& t) {
       HeapWriter w = p.reserve(magic::kWords);
       return table_reference(t, w);
     }},
    {atoms::decentralized_counters, [](Process&, Table& t) { return boolean(t.options.decentralized_counters); }},
    {atoms::read_concurrency, [](Process&, Table& t) { return boolean(t.options.read_concurrency); }},
    {atoms::write_concurrency, [](Process& p, Table& t) { return write_concurrency_of(p, t); }},
    {atoms::compressed, [](Process&, Table& t) { return boolean(t.options.is_compressed); }},
    {atoms::memory, [](Process&, Table& t) { return number(t.memory_words()); }},
    {atoms::owner, [](Process&, Table& t) { return t.owner; }},
    {atoms::heir, [](Process&, Table& t) { return t.heir; }},
    {atoms::name, [](Process&, Table& t) { return t.name; }},
    {atoms::size, [](Process&, Table& t) { return number(t.store->size()); }},
    {atoms::node, [](Process&, Table&) { return atoms::nonode_at_nohost; }},
    {atoms::named_table, [](Process&, Table& t) { return boolean(t.options.is_named); }},
    {atoms::type, [](Process&, Table& t) { return type_of(t); }},
    {atoms::keypos, [](Process&, Table& t) { return number(t.options.keypos); }},
    {atoms::protection, [](Process&, Table& t) { return protection_of(t); }},
    {atoms::fixed, [](Process&, Table& t) { return boolean(t.store->is_fixed()); }},
    {atoms::safe_fixed, [](Process& p, Table& t) { return safe_fixed(p, t, false); }},
    {atoms::safe_fixed_monotonic_time, [](Process& p, Table& t) { return safe_fixed(p, t, true); }},
    {atoms::stats, [](Process& p, Table& t) { return statistics_of(p, t); }},
};
constexpr std::size_t kListedItems = 15;

// A table that is gone is no error here.
Term refused(Process& p, const EtsAccess& table) {
  if (table.cause() != atoms::id) return Term::none();
  p.exception = Exception{};
  return atoms::undefined;
}

Term info_1(Process& p, Term id) {
  EtsAccess table(p, id, EtsNeed::info_all);
  if (!table) return refused(p, table);
  Term list = Term::nil();
  for (std::size_t i = kListedItems; i-- > 0;) {
    const Term value = kItems[i].item(p, *table);
    HeapWriter w = p.reserve(5);
    list = w.cons(w.tuple({kItems[i].name, value}), list);
  }
  return list;
}

Term info_2(Process& p, Term id, Term item) {
  if (item == atoms::binary) {
    return p.trap(p.vm().exports.intern(atoms::erts_internal, p.vm().atoms.must_intern("ets_info_binary"), 1), {id});
  }
  const bool is_of_all = item == atoms::size || item == atoms::memory || item == atoms::stats;
  EtsAccess table(p, id, is_of_all ? EtsNeed::info_all : EtsNeed::info);
  if (!table) return refused(p, table);
  for (const Row& row : kItems) {
    if (row.name == item) return row.item(p, *table);
  }
  return p.raise<Fault::badarg>();
}

// --- erts_internal
Term super_user_1(Process& p, Term on) {
  if (on != atoms::true_ && on != atoms::false_) return p.raise<Fault::badarg>();
  p.is_ets_super_user = on == atoms::true_;
  return atoms::ok;
}

Term key_copy(Process& p, const ets::Store& store, const ets::Object* object) {
  return object == nullptr ? atoms::end_of_table : copy_to_heap(p, store.key_of(*object));
}

Term raw_first_1(Process& p, Term id) {
  const EtsAccess table(p, id, EtsNeed::read_all);
  return table ? key_copy(p, table.store(), table.store().raw_first()) : Term::none();
}

Term raw_next_2(Process& p, Term id, Term key) {
  const EtsAccess table(p, id, EtsNeed::read_all);
  if (!table) return Term::none();
  const ets::Store::Step step = table.store().raw_next(key);
  return step.has_key ? key_copy(p, table.store(), step.object) : p.raise<Fault::badarg>();
}

// [{Identity, Bytes, References}] of the shared binaries in the objects with this key.
Term lookup_binary_info_2(Process& p, Term id, Term key) {
  const EtsAccess table(p, id, EtsNeed::read_all);
  if (!table) return Term::none();
  struct Found {
    Process& p;
    Term list;
  } found{p, Term::nil()};
  const auto add_binaries = [](void* context, const ets::Object& object) {
    auto& f = *static_cast<Found*>(context);
    for (const Word* at = object.off_heap; at != nullptr; at = OffHeapList::next(at)) {
      if (header_kind(*at) != Kind::binary_handle) continue;
      SharedBinary* shared = handle::shared(at);
      HeapWriter w = f.p.reserve(8);
      const Term identity = w.unsigned_integer(reinterpret_cast<Word>(shared));
      const Term references = number(shared->references.load(std::memory_order_relaxed));
      f.list = w.cons(w.tuple({identity, number(shared->capacity), references}), f.list);
    }
  };
  table.store().for_each_with(key, add_binaries, &found);
  return found.list;
}

constexpr Bif kRows[] = {
    bif<&info_1>("info"),
    bif<&info_2>("info"),
};
constexpr Bif kInternalRows[] = {
    bif<&super_user_1>("ets_super_user"),
    bif<&raw_first_1>("ets_raw_first"),
    bif<&raw_next_2>("ets_raw_next"),
    bif<&lookup_binary_info_2>("ets_lookup_binary_info"),
};

}  // namespace

extern constinit const BifModule kEtsInfo{"ets", kRows};
extern constinit const BifModule kErtsInternalEts{"erts_internal", kInternalRows};

}  // namespace rt
