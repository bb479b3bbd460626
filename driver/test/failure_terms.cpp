// SPDX-License-Identifier: Apache-2.0
// {Kind, Message, File, Line, Start, End, Operator, Values, Frames} -> Failure.
#include "driver/test/failure_terms.hpp"

#include <array>

#include "runtime/process/process.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace driver::test {
namespace {

using rt::Process;
using rt::Term;

// Names as Erlang code has them.
constexpr std::array<std::pair<std::string_view, FailureKind>, 9> kKinds{{
    {"assert", FailureKind::assert_},
    {"let_assert", FailureKind::let_assert},
    {"panic", FailureKind::panic},
    {"todo", FailureKind::todo},
    {"error", FailureKind::error},
    {"exit", FailureKind::exit},
    {"throw", FailureKind::throw_},
    {"timeout", FailureKind::timeout},
    {"linked_death", FailureKind::linked_death},
}};
constexpr std::array<std::pair<std::string_view, ValueKind>, 2> kValueKinds{{
    {"literal", ValueKind::literal},
    {"unevaluated", ValueKind::unevaluated},
}};
constexpr std::array kStatuses{Status::pass, Status::fail, Status::skip, Status::timeout, Status::crash};

template <class Table, class Value>
Value value_in(const Table& table, std::string_view name, Value otherwise) {
  for (const auto& [key, value] : table) {
    if (key == name) return value;
  }
  return otherwise;
}

FailureValue value_of(Process& p, Term term) {
  FailureValue value;
  value.label = text_of(p, rt::tuple_element(term, 0));
  value.kind = value_in(kValueKinds, text_of(p, rt::tuple_element(term, 1)), ValueKind::expression);
  value.text = text_of(p, rt::tuple_element(term, 2));
  value.start = static_cast<std::size_t>(number_of(rt::tuple_element(term, 3)));
  value.end = static_cast<std::size_t>(number_of(rt::tuple_element(term, 4)));
  return value;
}

StackFrame frame_of(Process& p, Term term) {
  return {text_of(p, rt::tuple_element(term, 0)), text_of(p, rt::tuple_element(term, 1)),
          static_cast<unsigned>(number_of(rt::tuple_element(term, 2))), text_of(p, rt::tuple_element(term, 3)),
          static_cast<unsigned>(number_of(rt::tuple_element(term, 4)))};
}

}  // namespace

std::string text_of(Process& p, Term term) {
  if (term.is_atom()) return std::string(p.vm().atoms.text(term));
  if (!rt::is_binary(term)) return {};
  std::vector<std::uint8_t> scratch;
  const auto bytes = rt::bytes_of(term, scratch);
  return {bytes.begin(), bytes.end()};
}

std::int64_t number_of(Term term) { return term.is_small() ? term.small_value() : 0; }

Term binary_term(Process& p, std::string_view text) { return rt::byte_binary(p, text); }

Status status_of(std::string_view name) {
  for (const Status status : kStatuses) {
    if (status_name(status) == name) return status;
  }
  return Status::crash;
}

Failure failure_of(Process& p, Term term) {
  Failure failure;
  if (!rt::is_tuple(term, 9)) return failure;
  const auto part = [&](std::size_t i) { return rt::tuple_element(term, i); };
  failure.kind = value_in(kKinds, text_of(p, part(0)), FailureKind::error);
  failure.message = text_of(p, part(1));
  failure.location = {text_of(p, part(2)), static_cast<unsigned>(number_of(part(3))), 0};
  failure.start = static_cast<std::size_t>(number_of(part(4)));
  failure.end = static_cast<std::size_t>(number_of(part(5)));
  failure.operator_ = text_of(p, part(6));
  for (Term list = part(7); list.is_cons(); list = list.tail()) {
    if (rt::is_tuple(list.head(), 5)) failure.values.push_back(value_of(p, list.head()));
  }
  for (Term list = part(8); list.is_cons(); list = list.tail()) {
    if (rt::is_tuple(list.head(), 5)) failure.stack.push_back(frame_of(p, list.head()));
  }
  return failure;
}

}  // namespace driver::test
