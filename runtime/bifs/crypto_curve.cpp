// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/crypto_curve.hpp"

#include <climits>

#include "runtime/process/atom_text.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/vm.hpp"

namespace rt::crypto {
namespace {

constexpr const char* kFile = "ec.c";
constexpr int kMostFieldBits = 661;  // OPENSSL_ECC_MAX_FIELD_BITS

Failure wrong(const char* text, int line) { return {text, {kFile, line}, 1}; }

// An unsigned int of C; nothing: it is none.
std::optional<std::uint32_t> unsigned_of(Term t) {
  if (!t.is_small() || t.small_value() < 0 || t.small_value() > UINT_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(t.small_value());
}

// x^bits + x^k ... + 1: how a field of characteristic two is computed in. The exponents lie in a tuple behind its tag.
Failure add_polynomial(Process& p, std::int64_t bits, Term basis, Parameters& parameters) {
  if (!is_tuple(basis)) {
    if (atom_text(p, basis) == "onbasis") return {"'onbasis' not supported", {kFile, 207}, 1, "notsup"};
    return wrong("Bad last field", 209);
  }
  const std::size_t arity = tuple_arity(basis);
  if (arity != 2 && arity != 4) return wrong("Bad tuple", 202);
  const bool is_trinomial = arity == 2;
  const std::string_view tag = is_trinomial ? "tpbasis" : "ppbasis";
  if (atom_text(p, tuple_element(basis, 0)) != tag) return wrong("Bad atom", is_trinomial ? 163 : 182);
  std::vector<std::uint32_t> exponents{0};
  for (std::size_t i = 1; i < arity; ++i) {
    const auto k = unsigned_of(tuple_element(basis, i));
    if (!k) return is_trinomial ? wrong("uint expected (k1)", 165) : wrong("Expecting uint (k1,k2,k3)", 187);
    exponents.push_back(*k);
  }
  for (std::size_t i = 1; i < exponents.size(); ++i) {
    const std::int64_t above = i + 1 < exponents.size() ? exponents[i + 1] : bits;
    if (exponents[i] >= above || exponents[i] == 0) {
      return is_trinomial ? wrong("bad values (field_bits or k1)", 169) : wrong("bad values (field_bits, k1, k2 or k3)", 191);
    }
  }
  exponents.push_back(static_cast<std::uint32_t>(bits));
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(bits) / 8 + 1);
  for (const std::uint32_t k : exponents) bytes[bytes.size() - 1 - k / 8] |= static_cast<std::uint8_t>(1U << (k % 8));
  parameters.number("p", bytes);
  return {};
}

// {prime_field, Prime} | {characteristic_two_field, Bits, Basis}
Failure add_field(Process& p, Term field, Parameters& parameters) {
  if (!is_tuple(field)) return wrong("Bad Field", 129);
  const std::size_t arity = tuple_arity(field);
  const std::string_view tag = arity > 0 ? atom_text(p, tuple_element(field, 0)) : std::string_view();
  if (arity == 2 && tag == "prime_field") {
    parameters.text("field-type", "prime-field");
    return parameters.number("p", tuple_element(field, 1)) ? Failure{} : wrong("Bad p (Prime)", 136);
  }
  if (arity != 3 || tag != "characteristic_two_field") return wrong("Bad field-type", 216);
  parameters.text("field-type", "characteristic-two-field");
  const Term bits = tuple_element(field, 1);
  if (!bits.is_small() || bits.small_value() > kMostFieldBits) return wrong("Bad field-bits (M)", 156);
  return add_polynomial(p, bits.small_value(), tuple_element(field, 2), parameters);
}

// {Field, {A, B, Seed}, Generator, Order, Cofactor}
Failure add_numbers_of(Process& p, Term definition, Parameters& parameters, std::size_t& order_bytes) {
  const Term order = tuple_element(definition, 3), cofactor = tuple_element(definition, 4), numbers = tuple_element(definition, 1);
  if (!parameters.octets("generator", tuple_element(definition, 2))) return wrong("Bad Generator (Point)", 102);
  if (!parameters.number("order", order)) return wrong("Bad order", 105);
  order_bytes = Bytes(order).size();
  if (cofactor == atoms::none) return wrong("Cofactor must be != none", 108);
  if (!parameters.number("cofactor", cofactor)) return wrong("Bad cofactor", 111);
  if (!is_tuple(numbers, 3)) return wrong("Bad Prime", 115);
  if (!parameters.number("a", tuple_element(numbers, 0))) return wrong("Bad a", 118);
  if (!parameters.number("b", tuple_element(numbers, 1))) return wrong("Bad b", 121);
  (void)parameters.octets("seed", tuple_element(numbers, 2));  // need not be there
  return add_field(p, tuple_element(definition, 0), parameters);
}

}  // namespace

Failure add_curve(Process& p, Term curve, Parameters& parameters, bool& by_name, std::size_t& order_bytes) {
  if (!is_tuple(curve, 2)) return {"Tuple arity 2 expected.", {kFile, 77}};
  const Term definition = tuple_element(curve, 0), name = tuple_element(curve, 1);
  if (!is_tuple(definition, 5)) return wrong("Bad curve def. Expect 5-tuple.", 82);
  by_name = by_name && name.is_atom() && name != atoms::undefined;
  if (!by_name) return add_numbers_of(p, definition, parameters, order_bytes);
  parameters.text("group", p.vm().atoms.text(name));
  const Term order = tuple_element(definition, 3);
  if (!is_binary(order)) return wrong("Bad order", 93);
  order_bytes = Bytes(order).size();
  return {};
}

std::expected<Key, Failure> key_on_curve(Process& p, Term curve, Term key, bool is_private, const Failure& refused) {
  std::size_t order_bytes = 0;
  for (bool by_name = true;; by_name = false) {
    Parameters parameters;
    if (is_private && !parameters.number("priv", key)) return std::unexpected(badarg(0, "Bad private key", {kFile, 291}));
    if (!is_private && !parameters.octets("pub", key)) return std::unexpected(badarg(0, "Bad public key", {kFile, 243}));
    if (const Failure failure = add_curve(p, curve, parameters, by_name, order_bytes)) return std::unexpected(failure);
    Key made = key_from("EC", is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters);
    if (made) return made;
    if (!by_name) return std::unexpected(refused);
  }
}

}  // namespace rt::crypto
