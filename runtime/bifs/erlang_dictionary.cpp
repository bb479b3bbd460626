// SPDX-License-Identifier: Apache-2.0
// Natives on the process dictionary: get, put, erase, get_keys.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/compare.hpp"

namespace rt {
namespace {

Term value_or_undefined(Term value) { return value ? value : atoms::undefined; }

Term all_pairs(Process& p) {
  HeapWriter w = p.reserve(5 * p.dictionary.size());
  Term list = Term::nil();
  p.dictionary.for_each([&](const Dictionary::Pair& pair) { list = w.cons(w.tuple({pair.key, pair.value}), list); });
  return list;
}

Term get_0(Process& p) { return all_pairs(p); }
Term get_1(Process& p, Term key) { return value_or_undefined(p.dictionary.get(key)); }
Term put_2(Process& p, Term key, Term value) { return value_or_undefined(p.dictionary.put(key, value)); }
Term erase_1(Process& p, Term key) { return value_or_undefined(p.dictionary.erase(key)); }

Term erase_0(Process& p) {
  const Term list = all_pairs(p);
  p.dictionary.clear();
  return list;
}

Term get_keys_0(Process& p) {
  HeapWriter w = p.reserve(2 * p.dictionary.size());
  Term list = Term::nil();
  p.dictionary.for_each([&](const Dictionary::Pair& pair) { list = w.cons(pair.key, list); });
  return list;
}

Term get_keys_1(Process& p, Term value) {
  HeapWriter w = p.reserve(2 * p.dictionary.size());
  Term list = Term::nil();
  p.dictionary.for_each([&](const Dictionary::Pair& pair) {
    if (exact_equal(pair.value, value)) list = w.cons(pair.key, list);
  });
  return list;
}

constexpr Bif kRows[] = {
    bif<&erase_0>("erase"), bif<&erase_1>("erase"),       bif<&get_0>("get"),           bif<&get_1>("get"),
    bif<&put_2>("put"),     bif<&get_keys_0>("get_keys"), bif<&get_keys_1>("get_keys"),
};

}  // namespace

extern constinit const BifModule kErlangDictionary{"erlang", kRows};

}  // namespace rt
