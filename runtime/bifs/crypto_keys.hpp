// SPDX-License-Identifier: Apache-2.0
// Keys of asymmetric algorithms: OpenSSL's objects, made of the terms that crypto's Erlang code hands over.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "runtime/bifs/crypto.hpp"

namespace rt::crypto {

using Key = Owned<EVP_PKEY, &OpenSsl::EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, &OpenSsl::EVP_PKEY_CTX_free>;

// What a key is made of, for OpenSSL. It owns its values.
class Parameters {
 public:
  void number(const char* name, std::span<const std::uint8_t> highest_first);
  [[nodiscard]] bool number(const char* name, Term binary);  // false: it is no binary, and is left out
  void octets(const char* name, std::span<const std::uint8_t> bytes);
  [[nodiscard]] bool octets(const char* name, Term binary);
  void text(const char* name, std::string_view text);
  void integer(const char* name, std::uint64_t value);
  // Valid until something is added.
  OSSL_PARAM* list();

 private:
  void add(const char* name, unsigned type, std::vector<std::uint8_t> value, std::size_t size);
  std::vector<std::vector<std::uint8_t>> values_;
  std::vector<OSSL_PARAM> list_;
};

// A key of a type ("RSA", "EC" ...); null: they make none. Selection: EVP_PKEY_KEYPAIR or EVP_PKEY_PUBLIC_KEY.
Key key_from(const char* type, int selection, Parameters& parameters);
// A list of binaries as the numbers of these names: all of them and nothing else.
bool add_numbers(Parameters& parameters, Term list, std::initializer_list<const char*> names);
// A number of a key; null: it has none.
Number number_in(const Key& key, const char* name);

enum class Algorithm : std::uint8_t { rsa, dss, ecdsa, eddsa };
std::optional<Algorithm> algorithm_of(Process& p, Term name);

// The type of keys in OpenSSL that ed25519, ed448, x25519 and x448 have.
std::optional<int> edwards_type(Process& p, Term curve);

// What crypto:sign and its like take as a key, argument `argument` of the native.
std::expected<Key, Failure> private_key(Process& p, Algorithm algorithm, Term key, int argument);
std::expected<Key, Failure> public_key(Process& p, Algorithm algorithm, Term key, int argument);

// A digest's name in an argument: null where none is wanted.
std::expected<const EVP_MD*, Failure> digest_for(Process& p, Algorithm algorithm, Term name, int argument);

}  // namespace rt::crypto
