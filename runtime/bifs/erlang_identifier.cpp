// SPDX-License-Identifier: Apache-2.0
// Natives of `erlang` between pids, ports, references, funs and their text. Only own identifiers can be read
// back: the numbers of other nodes in such texts are known to the machine that printed them alone.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term pid_to_list_1(Process& p, Term t) {
  return is_pid(t) ? byte_list(p, print_identifier(t)) : p.raise<Fault::badarg>();
}
Term port_to_list_1(Process& p, Term t) {
  return is_port(t) ? byte_list(p, print_identifier(t)) : p.raise<Fault::badarg>();
}
Term ref_to_list_1(Process& p, Term t) {
  return is_reference(t) ? byte_list(p, print_identifier(t)) : p.raise<Fault::badarg>();
}
Term fun_to_list_1(Process& p, Term t) {
  return is_fun(t) ? byte_list(p, print(p.vm().atoms, t)) : p.raise<Fault::badarg>();
}

// The numbers of a text <prefix>N.N...>, or nothing.
std::optional<std::vector<std::uint64_t>> numbers_of(Term list, std::string_view prefix) {
  constexpr std::size_t kLongest = 256;
  std::string text;
  for (; list.is_cons(); list = list.tail()) {
    const Term c = list.head();
    if (!c.is_small() || c.small_value() < 0 || c.small_value() > 127 || text.size() > kLongest)
      return std::nullopt;
    text += static_cast<char>(c.small_value());
  }
  if (!list.is_nil() || !text.starts_with(prefix) || text.size() == prefix.size() || text.back() != '>')
    return std::nullopt;
  std::vector<std::uint64_t> numbers;
  bool digit_seen = false;
  numbers.push_back(0);
  for (std::size_t i = prefix.size(); i + 1 < text.size(); ++i) {
    if (text[i] == '.') {
      if (!digit_seen) return std::nullopt;
      numbers.push_back(0);
      digit_seen = false;
    } else if (text[i] >= '0' && text[i] <= '9') {
      const auto digit = static_cast<std::uint64_t>(text[i] - '0');
      if (numbers.back() > (UINT64_MAX - digit) / 10) return std::nullopt;
      numbers.back() = numbers.back() * 10 + digit;
      digit_seen = true;
    } else {
      return std::nullopt;
    }
  }
  if (!digit_seen) return std::nullopt;
  return numbers;
}

constexpr Node kOwnNode{atoms::nonode_at_nohost, 0};

Term list_to_pid_1(Process& p, Term list) {
  const auto n = numbers_of(list, "<");
  if (!n || n->size() != 3 || (*n)[0] != 0 || (*n)[1] >> kPidNumberBits != 0 || (*n)[2] > UINT32_MAX) {
    return p.raise<Fault::badarg>();
  }
  const PidParts parts{static_cast<std::uint32_t>((*n)[1]), static_cast<std::uint32_t>((*n)[2])};
  if (fits_local_pid(parts)) return make_local_pid(parts);
  HeapWriter w = p.reserve(kExternalPidWords);
  return make_external_pid(w, kOwnNode, parts);
}

Term list_to_port_1(Process& p, Term list) {
  constexpr std::uint64_t kLargest = (std::uint64_t{1} << 60) - 1;  // OTP's
  const auto n = numbers_of(list, "#Port<");
  if (!n || n->size() != 2 || (*n)[0] != 0 || (*n)[1] > kLargest) return p.raise<Fault::badarg>();
  if (fits_local_port((*n)[1])) return Term::local_port((*n)[1]);
  HeapWriter w = p.reserve(kExternalPortWords);
  return make_external(w, Kind::external_port, kOwnNode, (*n)[1]);
}

Term list_to_ref_1(Process& p, Term list) {
  const auto n = numbers_of(list, "#Ref<");
  if (!n || (n->size() != 4 && n->size() != 6) || (*n)[0] != 0) return p.raise<Fault::badarg>();
  ReferenceNumbers r;
  r.count = static_cast<unsigned>(n->size() - 1);
  for (unsigned i = 0; i < r.count; ++i) {
    const std::uint64_t id = (*n)[n->size() - 1 - i];
    if (id > UINT32_MAX) return p.raise<Fault::badarg>();
    r.ids[i] = static_cast<std::uint32_t>(id);
  }
  if (!fits_own_reference(r)) return p.raise<Fault::badarg>();
  const auto [low, high] = join_reference(r);
  HeapWriter w = p.reserve(kReferenceWords);
  return make_reference(w, low, high);
}

constexpr Bif kRows[] = {
    bif<&fun_to_list_1>("fun_to_list"),   bif<&list_to_pid_1>("list_to_pid"),
    bif<&list_to_port_1>("list_to_port"), bif<&list_to_ref_1>("list_to_ref"),
    bif<&pid_to_list_1>("pid_to_list"),   bif<&port_to_list_1>("port_to_list"),
    bif<&ref_to_list_1>("ref_to_list"),
};

}  // namespace

extern constinit const BifModule kErlangIdentifier{"erlang", kRows};

}  // namespace rt
