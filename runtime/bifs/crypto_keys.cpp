// SPDX-License-Identifier: Apache-2.0
#include "runtime/bifs/crypto_keys.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/bifs/crypto_curve.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/map.hpp"
#include "runtime/vm.hpp"

namespace rt::crypto {

void Parameters::add(const char* name, unsigned type, std::vector<std::uint8_t> value, std::size_t size) {
  values_.push_back(std::move(value));
  list_.push_back({name, type, values_.back().data(), size, OSSL_PARAM_UNMODIFIED});
}

// OpenSSL wants numbers as the machine has them: the lowest byte first.
void Parameters::number(const char* name, std::span<const std::uint8_t> highest_first) {
  const auto start = std::find_if(highest_first.begin(), highest_first.end(), [](std::uint8_t b) { return b != 0; });
  std::vector<std::uint8_t> value(start, highest_first.end());
  std::reverse(value.begin(), value.end());
  const std::size_t size = value.size();
  value.resize(std::max<std::size_t>(size, 1));
  add(name, OSSL_PARAM_UNSIGNED_INTEGER, std::move(value), size);
}

bool Parameters::number(const char* name, Term binary) {
  if (is_binary(binary)) number(name, Bytes(binary).span());
  return is_binary(binary);
}

void Parameters::octets(const char* name, std::span<const std::uint8_t> bytes) {
  std::vector<std::uint8_t> value(bytes.begin(), bytes.end());
  value.resize(std::max<std::size_t>(bytes.size(), 1));
  add(name, OSSL_PARAM_OCTET_STRING, std::move(value), bytes.size());
}

bool Parameters::octets(const char* name, Term binary) {
  if (is_binary(binary)) octets(name, Bytes(binary).span());
  return is_binary(binary);
}

void Parameters::text(const char* name, std::string_view text) {
  std::vector<std::uint8_t> value(text.begin(), text.end());
  value.push_back(0);
  add(name, OSSL_PARAM_UTF8_STRING, std::move(value), text.size());
}

void Parameters::integer(const char* name, std::uint64_t integer) {
  std::vector<std::uint8_t> value(sizeof integer);
  std::memcpy(value.data(), &integer, sizeof integer);
  add(name, OSSL_PARAM_UNSIGNED_INTEGER, std::move(value), sizeof integer);
}

OSSL_PARAM* Parameters::list() {
  if (list_.empty() || list_.back().key != nullptr) list_.push_back({});
  return list_.data();
}

Key key_from(const char* type, int selection, Parameters& parameters) {
  const OpenSsl& ssl = library();
  const KeyContext context(ssl.EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  const bool is_made = context && ssl.EVP_PKEY_fromdata_init(context.get()) > 0 &&
                       ssl.EVP_PKEY_fromdata(context.get(), &key, selection, parameters.list()) > 0;
  Key owned(key);
  return is_made ? std::move(owned) : nullptr;
}

bool add_numbers(Parameters& parameters, Term list, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (!list.is_cons() || !parameters.number(name, list.head())) return false;
    list = list.tail();
  }
  return list.is_nil();
}

Number number_in(const Key& key, const char* name) {
  BIGNUM* n = nullptr;
  const bool has = library().EVP_PKEY_get_bn_param(key.get(), name, &n) == 1;
  Number owned(n);
  return has ? std::move(owned) : nullptr;
}

std::optional<Algorithm> algorithm_of(Process& p, Term name) {
  constexpr std::string_view kNames[] = {"rsa", "dss", "ecdsa", "eddsa"};
  if (!name.is_atom()) return std::nullopt;
  const auto* found = std::find(std::begin(kNames), std::end(kNames), p.vm().atoms.text(name));
  return found == std::end(kNames) ? std::nullopt : std::optional(static_cast<Algorithm>(found - std::begin(kNames)));
}

std::optional<int> edwards_type(Process& p, Term curve) {
  const std::string_view name = atom_text(p, curve);
  if (name == "ed25519") return EVP_PKEY_ED25519;
  if (name == "ed448") return EVP_PKEY_ED448;
  if (name == "x25519") return EVP_PKEY_X25519;
  if (name == "x448") return EVP_PKEY_X448;
  return std::nullopt;
}

namespace {

constexpr const char* kFile = "pkey.c";

Key rsa_key(Term list, bool is_private) {
  Parameters parameters;
  if (!is_private) {
    return add_numbers(parameters, list, {"e", "n"}) ? key_from("RSA", EVP_PKEY_PUBLIC_KEY, parameters) : nullptr;
  }
  if (add_numbers(parameters, list, {"e", "n", "d"})) return key_from("RSA", EVP_PKEY_KEYPAIR, parameters);
  Parameters all;
  const bool has_all = add_numbers(all, list, {"e", "n", "d", "rsa-factor1", "rsa-factor2", "rsa-exponent1", "rsa-exponent2",
                                               "rsa-coefficient1"});
  return has_all ? key_from("RSA", EVP_PKEY_KEYPAIR, all) : nullptr;
}

Key dss_key(Term list, bool is_private) {
  Parameters parameters;
  if (!add_numbers(parameters, list, {"p", "q", "g", is_private ? "priv" : "pub"})) return nullptr;
  return key_from("DSA", is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters);
}

// {{Definition, Name}, Key}
Key ec_key(Process& p, Term pair, bool is_private) {
  if (!is_tuple(pair, 2) || !is_tuple(tuple_element(pair, 0)) || !is_binary(tuple_element(pair, 1))) return nullptr;
  auto key = key_on_curve(p, tuple_element(pair, 0), tuple_element(pair, 1), is_private, {"no key on this curve"});
  return key ? std::move(*key) : nullptr;
}

// [Key, Curve]
Key eddsa_key(Process& p, Term list, bool is_private) {
  if (!list.is_cons() || !is_binary(list.head()) || !list.tail().is_cons() || !list.tail().tail().is_nil()) return nullptr;
  const auto type = edwards_type(p, list.tail().head());
  if (type != EVP_PKEY_ED25519 && type != EVP_PKEY_ED448) return nullptr;
  const Bytes bytes(list.head());
  return Key(is_private ? library().EVP_PKEY_new_raw_private_key(*type, nullptr, bytes.data(), bytes.size())
                        : library().EVP_PKEY_new_raw_public_key(*type, nullptr, bytes.data(), bytes.size()));
}

Key key_of(Process& p, Algorithm algorithm, Term key, bool is_private) {
  switch (algorithm) {
    case Algorithm::rsa: return rsa_key(key, is_private);
    case Algorithm::dss: return dss_key(key, is_private);
    case Algorithm::ecdsa: return ec_key(p, key, is_private);
    case Algorithm::eddsa: return eddsa_key(p, key, is_private);
  }
  return nullptr;
}

// What OTP says, for each of Algorithm.
struct Refusal {
  const char* text;
  int line;
};
constexpr Refusal kNoPrivate[] = {{"Couldn't get RSA private key", 357},
                                  {"Couldn't get DSA private key", 381},
                                  {"Couldn't get ECDSA private key", 362},
                                  {"Couldn't get EDDSA private key", 371}};
constexpr Refusal kNoPublic[] = {{"Couldn't get RSA public key", 435},
                                 {"Couldn't get DSA public key", 459},
                                 {"Couldn't get ECDSA public key", 440},
                                 {"Couldn't get EDDSA public key", 449}};

}  // namespace

std::expected<Key, Failure> private_key(Process& p, Algorithm algorithm, Term key, int argument) {
  // A map is a key in an engine, and there is none.
  if (is_map(key)) return std::unexpected(badarg(argument, "Couldn't get engine and/or key id", {kFile, 345}));
  Key made = key_of(p, algorithm, key, true);
  const Refusal& no = kNoPrivate[static_cast<std::size_t>(algorithm)];
  if (!made) return std::unexpected(badarg(argument, no.text, {kFile, no.line}));
  return made;
}

std::expected<Key, Failure> public_key(Process& p, Algorithm algorithm, Term key, int argument) {
  if (is_map(key)) return std::unexpected(badarg(argument, "Couldn't get engine and/or key id", {kFile, 423}));
  Key made = key_of(p, algorithm, key, false);
  const Refusal& no = kNoPublic[static_cast<std::size_t>(algorithm)];
  if (!made) return std::unexpected(badarg(argument, no.text, {kFile, no.line}));
  return made;
}

std::expected<const EVP_MD*, Failure> digest_for(Process& p, Algorithm algorithm, Term name, int argument) {
  if (algorithm == Algorithm::eddsa || (algorithm == Algorithm::rsa && name == atoms::none)) return nullptr;
  const auto index = digest_of(p, name);
  if (!index) return std::unexpected(badarg(argument, "Bad digest type", {kFile, 138}));
  const EVP_MD* digest = library().digests[*index];
  if (digest == nullptr) return std::unexpected(badarg(argument, "Digest type not supported", {kFile, 144}));
  return digest;
}

}  // namespace rt::crypto
