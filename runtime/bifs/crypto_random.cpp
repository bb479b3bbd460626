// SPDX-License-Identifier: Apache-2.0
// crypto: random bytes and numbers.
#include <climits>

#include "runtime/base/bits.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

// A number behind four bytes with its length.
Number number_with_length(Term binary) {
  constexpr std::size_t kHeader = 4;
  if (!is_binary(binary)) return nullptr;
  const Bytes bytes(binary);
  if (bytes.size() < kHeader) return nullptr;
  const std::size_t size = load_big_endian(bytes.data(), kHeader);
  return size == bytes.size() - kHeader ? number_of(bytes.span().subspan(kHeader)) : nullptr;
}

Term strong_rand_bytes_1(Process& p, Term count) {
  if (!count.is_small() || count.small_value() < 0 || count.small_value() > INT_MAX) return p.raise<Fault::badarg>();
  const auto size = static_cast<std::size_t>(count.small_value());
  std::uint8_t* out;
  const Term result = p.reserve(binary_words(size)).binary_uninitialised(size, &out);
  charge_bytes(p, size);
  return library().RAND_bytes(out, static_cast<int>(size)) == 1 ? result : atoms::false_;
}

// Below `range`, both as bytes.
Term strong_rand_range_1(Process& p, Term range) {
  if (!is_binary(range)) return p.raise<Fault::badarg>();
  const Number limit = number_of(Bytes(range).span()), random(library().BN_new());
  if (library().BN_rand_range(random.get(), limit.get()) != 1) return atoms::false_;
  const auto bytes = bytes_of_number(random.get());
  return byte_binary(p, bytes);
}

Term rand_uniform_2(Process& p, Term from, Term to) {
  const Number low = number_with_length(from), high = number_with_length(to), random(library().BN_new());
  if (!low || !high || library().BN_sub(high.get(), high.get(), low.get()) != 1 ||
      library().BN_rand_range(random.get(), high.get()) != 1 ||
      library().BN_add(random.get(), random.get(), low.get()) != 1) {
    return p.raise<Fault::badarg>();
  }
  auto bytes = bytes_of_number(random.get());
  const auto size = bytes.size();
  bytes.insert(bytes.begin(), {static_cast<std::uint8_t>(size >> 24), static_cast<std::uint8_t>(size >> 16),
                               static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
  return byte_binary(p, bytes);
}

Term rand_seed_1(Process& p, Term seed) {
  if (!is_binary(seed)) return p.raise<Fault::badarg>();
  const Bytes bytes(seed);
  library().RAND_seed(bytes.data(), static_cast<int>(bytes.size()));
  return atoms::ok;
}

constexpr Bif kRows[] = {
    bif<&rand_seed_1>("rand_seed_nif"),
    bif<&rand_uniform_2>("rand_uniform_nif"),
    bif<&strong_rand_bytes_1>("strong_rand_bytes_nif"),
    bif<&strong_rand_range_1>("strong_rand_range_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoRandom;
constinit const BifModule kCryptoRandom{"crypto", crypto::kRows};

}  // namespace rt
