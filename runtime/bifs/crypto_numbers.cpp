// SPDX-License-Identifier: Apache-2.0
// crypto: arithmetic with large numbers: powers to a modulus, and the secrets of SRP (RFC 5054), which are made of them.
#include <array>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {

Number number_of(std::span<const std::uint8_t> bytes) {
  return Number(library().BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
}

Number number_of(Term binary) { return is_binary(binary) ? number_of(Bytes(binary).span()) : nullptr; }

std::vector<std::uint8_t> bytes_of_number(const BIGNUM* n) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(library().BN_num_bits(n) + 7) / 8);
  (void)library().BN_bn2bin(n, bytes.data());
  return bytes;
}

namespace {

using Context = Owned<BN_CTX, &OpenSsl::BN_CTX_free>;

// The numbers of a native's arguments; nothing: one of them is no binary.
template <std::size_t kCount>
std::optional<std::array<Number, kCount>> numbers_of(const Term (&terms)[kCount]) {
  std::array<Number, kCount> numbers;
  for (std::size_t i = 0; i < kCount; ++i) {
    numbers[i] = number_of(terms[i]);
    if (!numbers[i]) return std::nullopt;
  }
  return numbers;
}

// Steps of a computation modulo a number; after one that fails the others do nothing.
class Modular {
 public:
  explicit Modular(const BIGNUM* modulus) : modulus_(modulus), context_(library().BN_CTX_new()) {}
  explicit operator bool() const { return is_fine_; }
  Number multiply(const Number& a, const Number& b) {
    return step([&](BIGNUM* r) { return library().BN_mod_mul(r, a.get(), b.get(), modulus_, context_.get()); });
  }
  Number add(const Number& a, const Number& b) {
    return step([&](BIGNUM* r) { return library().BN_mod_add(r, a.get(), b.get(), modulus_, context_.get()); });
  }
  Number subtract(const Number& a, const Number& b) {
    return step([&](BIGNUM* r) { return library().BN_mod_sub(r, a.get(), b.get(), modulus_, context_.get()); });
  }
  Number power(const Number& base, const Number& exponent) {
    return step([&](BIGNUM* r) { return library().BN_mod_exp(r, base.get(), exponent.get(), modulus_, context_.get()); });
  }
  // In a time that does not depend on the exponent.
  Number secret_power(const Number& base, const Number& exponent) {
    library().BN_set_flags(exponent.get(), BN_FLG_CONSTTIME);
    return power(base, exponent);
  }
  // a + b * c, not reduced.
  Number sum_of_product(const Number& a, const Number& b, const Number& c) {
    return step([&](BIGNUM* r) {
      return library().BN_mul(r, b.get(), c.get(), context_.get()) == 1 ? library().BN_add(r, r, a.get()) : 0;
    });
  }
  // Fails if `a` is 0 modulo the number.
  void require_not_zero(const Number& a) {
    const Number rest = step([&](BIGNUM* r) { return library().BN_nnmod(r, a.get(), modulus_, context_.get()); });
    is_fine_ = is_fine_ && library().BN_is_zero(rest.get()) == 0;
  }

 private:
  Number step(auto compute) {
    Number result(library().BN_new());
    is_fine_ = is_fine_ && compute(result.get()) == 1;
    return result;
  }

  const BIGNUM* modulus_;
  Context context_;
  bool is_fine_ = true;
};

// Of more bytes a power takes a tenth of a millisecond and more.
constexpr std::size_t kBytesHere = 64;
bool is_long_power(Process& p, Term exponent, Term modulus) {
  return is_binary(exponent) && is_binary(modulus) && Bytes(exponent).size() + Bytes(modulus).size() > kBytesHere &&
         must_not_block(p);
}

Term answer(Process& p, const Modular& m, const Number& result) {
  if (!m) return atoms::error;
  return byte_binary(p, bytes_of_number(result.get()));
}

// `header`: 0 for the bytes alone, 4 for a length before them.
Term mod_exp_4(Process& p, Term base, Term exponent, Term modulus, Term header) {
  const auto n = numbers_of({base, exponent, modulus});
  constexpr std::size_t kHeader = 4;
  if (!n || (header != Term::small(0) && header != Term::small(kHeader))) return p.raise<Fault::badarg>();
  if (is_long_power(p, exponent, modulus)) return run_dirty(p, DirtyKind::cpu);
  const auto& [b, e, m] = *n;
  Modular modular(m.get());
  const Number result = [&] {
    const Lent lent(p);
    return modular.power(b, e);
  }();
  if (!modular) return p.raise<Fault::badarg>();
  auto bytes = bytes_of_number(result.get());
  if (header != Term::small(0)) {
    if (!bytes.empty() && (bytes[0] & 0x80) != 0) bytes.insert(bytes.begin(), 0);  // it is a positive number
    const auto size = static_cast<std::uint32_t>(bytes.size());
    for (std::size_t i = 0; i < kHeader; ++i) bytes.insert(bytes.begin(), static_cast<std::uint8_t>(size >> (8 * i)));
  }
  return byte_binary(p, bytes);
}

// What `compute` makes of the numbers modulo the last of them, while the process is lent; badarg when one of them is none.
template <std::size_t kCount, class Compute>
Term secret(Process& p, const Term (&terms)[kCount], Compute compute) {
  const auto numbers = numbers_of(terms);
  if (!numbers) return p.raise<Fault::badarg>();
  Modular m(numbers->back().get());
  const Number result = [&] {
    const Lent lent(p);
    return compute(m, *numbers);
  }();
  return answer(p, m, result);
}

// B = k * v + g^b
Term srp_value_b_5(Process& p, Term multiplier, Term verifier, Term generator, Term exponent, Term prime) {
  return secret(p, {multiplier, verifier, generator, exponent, prime}, [](Modular& m, const std::array<Number, 5>& n) {
    const auto& [k, v, g, b, modulus] = n;
    Number sum = m.add(m.secret_power(g, b), m.multiply(k, v));
    m.require_not_zero(sum);
    return sum;
  });
}

// (B - k * g^x) ^ (a + u * x)
Term srp_user_secret_7(Process& p, Term a_term, Term u_term, Term b_term, Term multiplier, Term generator, Term exponent, Term prime) {
  return secret(p, {a_term, u_term, b_term, multiplier, generator, exponent, prime}, [](Modular& m, const std::array<Number, 7>& n) {
    const auto& [a, u, b, k, g, x, modulus] = n;
    m.require_not_zero(b);
    const Number base = m.subtract(b, m.multiply(k, m.secret_power(g, x)));
    return m.secret_power(base, m.sum_of_product(a, u, x));
  });
}

// (A * v^u) ^ b
Term srp_host_secret_5(Process& p, Term verifier, Term b_term, Term u_term, Term a_term, Term prime) {
  return secret(p, {verifier, b_term, u_term, a_term, prime}, [](Modular& m, const std::array<Number, 5>& n) {
    const auto& [v, b, u, a, modulus] = n;
    m.require_not_zero(a);
    return m.secret_power(m.multiply(a, m.secret_power(v, u)), b);
  });
}

constexpr Bif kRows[] = {
    bif<&mod_exp_4>("mod_exp_nif"),
    dirty_bif<&srp_host_secret_5, DirtyKind::cpu>("srp_host_secret_nif"),
    dirty_bif<&srp_user_secret_7, DirtyKind::cpu>("srp_user_secret_nif"),
    dirty_bif<&srp_value_b_5, DirtyKind::cpu>("srp_value_B_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoNumbers;
constinit const BifModule kCryptoNumbers{"crypto", crypto::kRows};

}  // namespace rt
