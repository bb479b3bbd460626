// SPDX-License-Identifier: Apache-2.0
// crypto: new pairs of keys, and the public key of a private one that is given.
#include <openssl/ec.h>
#include <openssl/objects.h>

#include <climits>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/crypto_curve.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

Term pair_of(Process& p, std::span<const std::uint8_t> public_bytes, std::span<const std::uint8_t> private_bytes) {
  const Term public_term = byte_binary(p, public_bytes), private_term = byte_binary(p, private_bytes);
  return p.reserve(3).tuple({public_term, private_term});
}

// --- RSA

Failure generate_rsa(std::uint32_t bits, std::span<const std::uint8_t> exponent, Key& key) {
  constexpr const char* kFile = "rsa.c";
  const OpenSsl& ssl = library();
  const KeyContext context(ssl.EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  if (ssl.EVP_PKEY_keygen_init(context.get()) <= 0) return {"Can't init RSA generation", {kFile, 478}};
  Parameters parameters;
  parameters.integer("bits", bits);
  // OTP hands the exponent over with its lowest byte in front, and so do we: keys of the same arguments are the same kind.
  const std::vector<std::uint8_t> reversed(exponent.rbegin(), exponent.rend());
  parameters.number("e", reversed);
  if (ssl.EVP_PKEY_CTX_set_params(context.get(), parameters.list()) <= 0) return {"Can't set params", {kFile, 487}};
  EVP_PKEY* made = nullptr;
  const bool is_made = ssl.EVP_PKEY_generate(context.get(), &made) > 0;
  key.reset(made);
  return is_made ? Failure{} : Failure{"Can't generate RSA key-pair", {kFile, 492}};
}

Term rsa_generate_key_2(Process& p, Term bits, Term exponent) {
  constexpr const char* kFile = "rsa.c";
  constexpr std::int64_t kLeastBits = 256;
  if (!bits.is_small() || bits.small_value() < 0 || bits.small_value() > UINT_MAX) {
    return fail(p, badarg(0, "Can't get unsigned int", {kFile, 461}));
  }
  if (bits.small_value() < kLeastBits) return fail(p, badarg(0, "Can't be < 256", {kFile, 465}));
  if (!is_binary(exponent)) return fail(p, badarg(1, "Can't get binary public exponent", {kFile, 470}));
  Key key;
  const Bytes exponent_bytes(exponent);
  const Failure failure = [&] {
    const Lent lent(p);
    return generate_rsa(static_cast<std::uint32_t>(bits.small_value()), exponent_bytes.span(), key);
  }();
  if (failure) return fail(p, failure);
  std::vector<Term> items;
  for (const char* name : {"e", "n", "d", "rsa-factor1", "rsa-factor2", "rsa-exponent1", "rsa-exponent2", "rsa-coefficient1"}) {
    const Number n = number_in(key, name);
    if (!n) return fail(p, {"Can't get RSA keys", {kFile, 522}});
    items.push_back(byte_binary(p, bytes_of_number(n.get())));
  }
  return p.reserve(2 * items.size()).list(items);
}

// --- Diffie-Hellman

Failure generate_dh(Parameters& parameters, Key& key) {
  constexpr const char* kFile = "dh.c";
  const OpenSsl& ssl = library();
  const Key given = key_from("DH", EVP_PKEY_KEYPAIR, parameters);
  if (!given) return {"Can't do fromdata", {kFile, 105}};
  const KeyContext context(ssl.EVP_PKEY_CTX_new_from_pkey(nullptr, given.get(), nullptr));
  if (ssl.EVP_PKEY_keygen_init(context.get()) <= 0) return {"Can't init DH generation", {kFile, 114}};
  if (ssl.EVP_PKEY_CTX_set_params(context.get(), parameters.list()) <= 0) return {"Can't set params", {kFile, 119}};
  EVP_PKEY* made = nullptr;
  const bool is_made = ssl.EVP_PKEY_generate(context.get(), &made) > 0;
  key.reset(made);
  return is_made ? Failure{} : Failure{"Can't generate DH key pair", {kFile, 124}};
}

// [P, G] and the private key's bits, or 0.
Term dh_generate_key_4(Process& p, Term private_term, Term numbers, Term, Term length) {
  constexpr const char* kFile = "dh.c";
  Parameters parameters;
  if (private_term != atoms::undefined && !parameters.number("priv", private_term)) {
    return fail(p, badarg(0, "PrivKeyIn", {kFile, 57}));
  }
  if (!numbers.is_cons() || !parameters.number("p", numbers.head())) return fail(p, badarg(1, "Bad value of 'p'", {kFile, 66}));
  numbers = numbers.tail();
  if (!numbers.is_cons() || !parameters.number("g", numbers.head())) return fail(p, badarg(1, "Bad value of 'g'", {kFile, 71}));
  if (!numbers.tail().is_nil()) return fail(p, badarg(1, "Not a two-element list", {kFile, 77}));
  const auto bits = is_integer(length) ? integer_to_int64(length) : std::nullopt;
  if (!bits || *bits < 0) return fail(p, badarg(3, "Bad value of length element", {kFile, 89}));
  if (*bits > 0) parameters.integer("priv_len", static_cast<std::uint64_t>(*bits));
  Key key;
  const Failure failure = [&] {
    const Lent lent(p);
    return generate_dh(parameters, key);
  }();
  if (failure) return fail(p, failure);
  const Number public_number = number_in(key, "pub"), private_number = number_in(key, "priv");
  if (!public_number) return fail(p, {"Can't get public key", {kFile, 131}});
  if (!private_number) return fail(p, {"Can't get private key", {kFile, 143}});
  return pair_of(p, bytes_of_number(public_number.get()), bytes_of_number(private_number.get()));
}

// --- elliptic curves

constexpr const char* kEcFile = "ec.c";

// The point that belongs to a private number, computed on the curve of the key.
Failure public_point(const Key& key, const BIGNUM* private_number, std::vector<std::uint8_t>& bytes) {
  const OpenSsl& ssl = library();
  constexpr std::size_t kMostName = 80;
  char name[kMostName];
  std::size_t size = 0;
  if (ssl.EVP_PKEY_get_utf8_string_param(key.get(), "group", name, sizeof name, &size) != 1) {
    return {"Couldn't get EC group name size", {kEcFile, 465}};
  }
  const int number = ssl.OBJ_sn2nid(name);
  if (number == NID_undef) return {"Couldn't get EC group nid", {kEcFile, 476}};
  const Owned<EC_GROUP, &OpenSsl::EC_GROUP_free> group(ssl.EC_GROUP_new_by_curve_name(number));
  if (!group) return {"Couldn't get EC_GROUP", {kEcFile, 480}};
  const Owned<EC_POINT, &OpenSsl::EC_POINT_free> point(ssl.EC_POINT_new(group.get()));
  if (ssl.EC_POINT_mul(group.get(), point.get(), private_number, nullptr, nullptr, nullptr) != 1) {
    return {"Couldn't multiply POINT", {kEcFile, 490}};
  }
  const auto write = [&](std::uint8_t* out, std::size_t room) {
    return ssl.EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, out, room, nullptr);
  };
  bytes.resize(write(nullptr, 0));
  if (bytes.empty()) return {"Couldn't get pub_key_size", {kEcFile, 495}};
  return write(bytes.data(), bytes.size()) != 0 ? Failure{} : Failure{"Couldn't get pub key bytes", {kEcFile, 502}};
}

Term ec_pair(Process& p, std::span<const std::uint8_t> point, const Number& number, std::size_t order_bytes) {
  auto bytes = bytes_of_number(number.get());
  if (order_bytes != 0) {
    if (bytes.size() > order_bytes) return p.raise<Fault::badarg>();
    bytes.insert(bytes.begin(), order_bytes - bytes.size(), 0);
  }
  return pair_of(p, point, bytes);
}

Term pair_of_private(Process& p, Term curve, Term private_term) {
  const auto key = key_on_curve(p, curve, private_term, true, {"Can't do fromdata", {kEcFile, 312}});
  if (!key) return fail(p, key.error());
  std::vector<std::uint8_t> point;
  const Number number = number_in(*key, "priv");
  if (!number) return fail(p, badarg(1, "Couldn't get peer priv key bytes", {kEcFile, 487}));
  const Failure failure = [&] {
    const Lent lent(p);
    return public_point(*key, number.get(), point);
  }();
  if (failure) return fail(p, failure);
  Parameters unused;
  bool by_name = true;
  std::size_t order_bytes = 0;
  (void)add_curve(p, curve, unused, by_name, order_bytes);
  return ec_pair(p, point, number, order_bytes);
}

// No key and no failure: OpenSSL makes none on a curve that is described so.
Failure generate_on_curve(Parameters& parameters, Key& key, std::vector<std::uint8_t>& point) {
  const OpenSsl& ssl = library();
  const KeyContext context(ssl.EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  if (!context) return {"Can't EVP_PKEY_CTX_new_from_name", {kEcFile, 381}};
  if (ssl.EVP_PKEY_keygen_init(context.get()) <= 0) return {"Can't EVP_PKEY_keygen_init", {kEcFile, 394}};
  if (ssl.EVP_PKEY_CTX_set_params(context.get(), parameters.list()) <= 0) return {"Can't EVP_PKEY_CTX_set_params", {kEcFile, 397}};
  EVP_PKEY* made = nullptr;
  if (ssl.EVP_PKEY_generate(context.get(), &made) <= 0) return {};
  key.reset(made);
  std::size_t size = 0;
  if (ssl.EVP_PKEY_get_octet_string_param(made, "encoded-pub-key", nullptr, 0, &size) != 1) {
    return {"Can't get pub octet string size", {kEcFile, 411}};
  }
  point.resize(size);
  if (ssl.EVP_PKEY_get_octet_string_param(made, "encoded-pub-key", point.data(), size, &size) != 1) {
    return {"Can't get pub octet string", {kEcFile, 420}};
  }
  point.resize(size);
  return {};
}

Term ec_generate_key_2(Process& p, Term curve, Term private_term) {
  if (private_term != atoms::undefined) return pair_of_private(p, curve, private_term);
  std::size_t order_bytes = 0;
  Key key;
  std::vector<std::uint8_t> point;
  for (bool by_name = true; !key; by_name = false) {
    Parameters parameters;
    if (add_curve(p, curve, parameters, by_name, order_bytes)) {
      return fail(p, badarg(0, "Couldn't get Curve definition", {kEcFile, 389}));
    }
    const Failure failure = [&] {
      const Lent lent(p);
      return generate_on_curve(parameters, key, point);
    }();
    if (failure) return fail(p, failure);
    if (!key && !by_name) return fail(p, {"Couldn't generate EC key", {kEcFile, 405}});
  }
  const Number number = number_in(key, "priv");
  if (!number) return fail(p, badarg(1, "Couldn't get priv key bytes", {kEcFile, 423}));
  return ec_pair(p, point, number, order_bytes);
}

// --- curves with algorithms of their own: X25519 and the like

Term evp_generate_key_2(Process& p, Term curve, Term private_term) {
  constexpr const char* kFile = "evp.c";
  const OpenSsl& ssl = library();
  const auto type = edwards_type(p, curve);
  if (!type) return fail(p, badarg(0, "Bad curve", {kFile, 138}));
  EVP_PKEY* made = nullptr;
  if (private_term == atoms::undefined) {
    const KeyContext context(ssl.EVP_PKEY_CTX_new_id(*type, nullptr));
    if (!context) return fail(p, {"Can't make context", {kFile, 142}});
    if (ssl.EVP_PKEY_keygen_init(context.get()) != 1) return fail(p, {"Can't EVP_PKEY_keygen_init", {kFile, 144}});
    if (ssl.EVP_PKEY_keygen(context.get(), &made) != 1) return fail(p, {"Can't EVP_PKEY_keygen", {kFile, 146}});
  } else {
    if (!is_binary(private_term)) return fail(p, {"Can't get max size", {kFile, 149}, 1});
    const Bytes bytes(private_term);
    made = ssl.EVP_PKEY_new_raw_private_key(*type, nullptr, bytes.data(), bytes.size());
    if (made == nullptr) return fail(p, {"Can't EVP_PKEY_new_raw_private_key", {kFile, 151}, 1});
  }
  const Key key(made);
  constexpr std::size_t kMostBytes = 64;
  std::uint8_t public_bytes[kMostBytes], private_bytes[kMostBytes];
  std::size_t public_size = kMostBytes, private_size = kMostBytes;
  if (ssl.EVP_PKEY_get_raw_public_key(key.get(), public_bytes, &public_size) != 1) {
    return fail(p, {"Can't EVP_PKEY_get_raw_public_key", {kFile, 159}});
  }
  if (ssl.EVP_PKEY_get_raw_private_key(key.get(), private_bytes, &private_size) != 1) {
    return fail(p, {"Can't EVP_PKEY_get_raw_private_key", {kFile, 166}});
  }
  return pair_of(p, {public_bytes, public_size}, {private_bytes, private_size});
}

constexpr Bif kRows[] = {
    dirty_bif<&dh_generate_key_4, DirtyKind::cpu>("dh_generate_key_nif"),
    dirty_bif<&ec_generate_key_2, DirtyKind::cpu>("ec_generate_key_nif"),
    bif<&evp_generate_key_2>("evp_generate_key_nif"),
    dirty_bif<&rsa_generate_key_2, DirtyKind::cpu>("rsa_generate_key_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoGenerate;
constinit const BifModule kCryptoGenerate{"crypto", crypto::kRows};

}  // namespace rt
