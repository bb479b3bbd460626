// SPDX-License-Identifier: Apache-2.0
// crypto: message authentication codes (HMAC, CMAC, Poly1305), keys from passwords, comparison in constant time,
// exclusive or.
#include <climits>
#include <memory>
#include <mutex>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/crypto/ciphers.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

struct Algorithm {
  const char* name = nullptr;    // null: the exception is raised
  const char* digest = nullptr;
  const char* cipher = nullptr;
};

// Lines of OTP's source for the errors of each of its two functions.
struct Lines {
  int key, unknown, key_length, digest, cipher, cipher_key, no_cipher;
};
constexpr Lines kOneTime{221, 234, 236, 264, 314, 317, 329}, kInit{580, 587, 589, 617, 658, 661, 673};

Algorithm algorithm_of(Process& p, Term type, Term subtype, const Bytes& key, const Lines& lines) {
  const auto refuse = [&](int argument, const char* text, int line) {
    (void)fail(p, "badarg", argument, text, {"mac.c", line});
    return Algorithm{};
  };
  const std::string_view name = atom_text(p, type);
  if (!key) return refuse(2, "Bad key", lines.key);
  if (name == "poly1305") {
    constexpr std::size_t kKeyBytes = 32;
    return key.size() == kKeyBytes ? Algorithm{"POLY1305"} : refuse(2, "Bad key length", lines.key_length);
  }
  if (name == "hmac") {
    const auto digest = digest_of(p, subtype);
    return digest ? Algorithm{"HMAC", kDigests[*digest].name} : refuse(1, "Bad digest algorithm for HMAC", lines.digest);
  }
  if (name != "cmac") return refuse(0, "Unknown mac algorithm", lines.unknown);
  const auto cipher = subtype.is_atom() ? find_cipher(p.vm().atoms.text(subtype)) : std::nullopt;
  if (!cipher) return refuse(1, "Unknown cipher", lines.cipher);
  if (!takes_key(kCiphers[*cipher], key.size())) return refuse(2, "Bad key size", lines.cipher_key);
  if (fetched_ciphers()[*cipher] != nullptr) return {"CMAC", nullptr, kCiphers[*cipher].name};
  (void)fail(p, "notsup", 1, "Unsupported cipher algorithm", {"mac.c", lines.no_cipher});
  return {};
}

// Longer texts are read on a dirty thread: a millisecond or so. OTP's limit is 20 kB, which is less work than the way there.
constexpr std::size_t kBytesHere = 1 << 20;

Term mac_4(Process& p, Term type, Term subtype, Term key_term, Term data) {
  const Bytes text(data);
  if (!text) return fail(p, "badarg", 3, "Bad text", {"mac.c", 176});
  if (text.size() > INT_MAX) return fail(p, "badarg", 3, "Too long text", {"mac.c", 179});
  const Bytes key(key_term);
  const Algorithm algorithm = algorithm_of(p, type, subtype, key, kOneTime);
  if (algorithm.name == nullptr) return Term::none();
  if (text.size() > kBytesHere && must_not_block(p)) return run_dirty(p, DirtyKind::cpu);
  std::size_t size = 0;
  const char* part = algorithm.digest != nullptr ? algorithm.digest : algorithm.cipher;
  std::uint8_t* out = [&] {
    const Lent lent(p);
    return library().EVP_Q_mac(nullptr, algorithm.name, nullptr, part, nullptr, key.data(), key.size(), text.data(),
                               text.size(), nullptr, 0, &size);
  }();
  if (out == nullptr) return fail(p, "error", -1, "Couldn't get mac", {"mac.c", 388});
  const Term result = byte_binary(p, {out, size});
  library().CRYPTO_free(out, "", 0);
  charge_bytes(p, text.size());
  return result;
}

// Unlike a digest's, this state changes; whoever has the reference may change it.
struct MacState final : MagicObject {
  explicit MacState(EVP_MAC_CTX* c) : context(c) {}
  ~MacState() override { library().EVP_MAC_CTX_free(context); }
  std::mutex mutex;  // of the context
  EVP_MAC_CTX* context;
};

Term mac_init_3(Process& p, Term type, Term subtype, Term key_term) {
  const Bytes key(key_term);
  const Algorithm algorithm = algorithm_of(p, type, subtype, key, kInit);
  if (algorithm.name == nullptr) return Term::none();
  EVP_MAC* mac = library().EVP_MAC_fetch(nullptr, algorithm.name, nullptr);
  if (mac == nullptr) return fail(p, "notsup", 0, "Unsupported mac algorithm", {"mac.c", 720});
  auto* state = new MacState(library().EVP_MAC_CTX_new(mac));
  library().EVP_MAC_free(mac);
  std::vector<OSSL_PARAM> parameters;
  const auto add = [&](const char* parameter, const char* value) {
    if (value != nullptr) parameters.push_back(library().OSSL_PARAM_construct_utf8_string(parameter, const_cast<char*>(value), 0));
  };
  add("cipher", algorithm.cipher);
  add("digest", algorithm.digest);
  parameters.push_back(library().OSSL_PARAM_construct_end());
  if (library().EVP_MAC_init(state->context, key.data(), key.size(), parameters.data()) != 1) {
    state->release();
    return fail(p, "error", -1, "Can't initialize EVP_MAC_CTX", {"mac.c", 737});
  }
  return magic::new_reference(p, state);
}

Term mac_update_2(Process& p, Term reference, Term data) {
  const Bytes text(data);
  if (!text) return fail(p, "badarg", 1, "Bad text", {"mac.c", 794});
  if (text.size() > INT_MAX) return fail(p, "badarg", 1, "Too long text", {"mac.c", 797});
  MacState* state = magic::object_of<MacState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad ref", {"mac.c", 817});
  if (text.size() > kBytesHere && must_not_block(p)) return run_dirty(p, DirtyKind::cpu);
  const bool is_updated = [&] {
    const Lent lent(p);
    const std::scoped_lock lock(state->mutex);
    return library().EVP_MAC_update(state->context, text.data(), text.size()) == 1;
  }();
  if (!is_updated) return fail(p, "error", -1, "mac update", {"mac.c", 827});
  charge_bytes(p, text.size());
  return reference;
}

Term mac_final_1(Process& p, Term reference) {
  MacState* state = magic::object_of<MacState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad ref", {"mac.c", 847});
  const std::scoped_lock lock(state->mutex);
  std::uint8_t out[EVP_MAX_MD_SIZE];
  std::size_t size = 0;
  if (library().EVP_MAC_final(state->context, out, &size, sizeof out) != 1) return fail(p, "error", -1, "Signing", {"mac.c", 866});
  return byte_binary(p, {out, size});
}

// A positive number of 64 bits; the exception is raised otherwise.
std::optional<std::uint64_t> positive(Process& p, Term t, int argument, int line) {
  const auto value = is_integer(t) ? integer_to_int64(t) : std::nullopt;
  if (!value || *value < 0) {
    (void)fail(p, "badarg", argument, "Not integer", {"pbkdf2_hmac.c", line});
    return std::nullopt;
  }
  if (*value > 0) return static_cast<std::uint64_t>(*value);
  (void)fail(p, "badarg", argument, "Must be > 0", {"pbkdf2_hmac.c", line + 2});
  return std::nullopt;
}

// So many iterations are made on a dirty thread: some tenth of a millisecond. OTP runs it there always.
constexpr std::uint64_t kIterationsHere = 200;

Term pbkdf2_hmac_5(Process& p, Term type, Term password, Term salt, Term iterations, Term length) {
  const auto count = positive(p, iterations, 3, 75);
  if (!count) return Term::none();
  const auto size = positive(p, length, 4, 80);
  if (!size) return Term::none();
  const auto digest = digest_of(p, type);
  if (!digest) return fail(p, "badarg", 0, "Bad digest type", {"pbkdf2_hmac.c", 34});
  if (library().digests[*digest] == nullptr) return fail(p, "badarg", 0, "md.p is not NULL", {"pbkdf2_hmac.c", 36});
  if (!kDigests[*digest].for_pbkdf2) return fail(p, "badarg", 0, "Not eligible digest type", {"pbkdf2_hmac.c", 38});
  if (!is_binary(password)) return fail(p, "badarg", 1, "Not binary", {"pbkdf2_hmac.c", 41});
  if (!is_binary(salt)) return fail(p, "badarg", 2, "Not binary", {"pbkdf2_hmac.c", 44});
  if (*count > kIterationsHere && must_not_block(p)) return run_dirty(p, DirtyKind::cpu);
  const Bytes secret(password), grains(salt);
  std::uint8_t* out;
  const Term result = p.reserve(binary_words(*size)).binary_uninitialised(*size, &out);
  const bool is_made = [&] {
    const Lent lent(p);
    return library().PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(secret.data()), static_cast<int>(secret.size()),
                                       grains.data(), static_cast<int>(grains.size()), static_cast<int>(*count),
                                       library().digests[*digest], static_cast<int>(*size), out) == 1;
  }();
  if (!is_made) return fail(p, "error", -1, "Low-level call failed", {"pbkdf2_hmac.c", 61});
  return result;
}

Term hash_equals_2(Process& p, Term a, Term b) {
  if (!is_binary(a) || !is_binary(b)) return p.raise<Fault::badarg>();
  const Bytes left(a), right(b);
  if (left.size() != right.size()) return p.raise<Fault::badarg>();
  return boolean(library().CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0);
}

Term do_exor_2(Process& p, Term a, Term b) {
  const Bytes left(a), right(b);
  if (!left || !right || left.size() != right.size()) return p.raise<Fault::badarg>();
  std::uint8_t* out;
  const Term result = p.reserve(binary_words(left.size())).binary_uninitialised(left.size(), &out);
  for (std::size_t i = 0; i < left.size(); ++i) out[i] = left.data()[i] ^ right.data()[i];
  charge_bytes(p, left.size());
  return result;
}

constexpr Bif kRows[] = {
    bif<&do_exor_2>("do_exor"),
    bif<&hash_equals_2>("hash_equals_nif"), bif<&mac_final_1>("mac_final_nif"),   bif<&mac_init_3>("mac_init_nif"),
    bif<&mac_4>("mac_nif"),                 bif<&mac_update_2>("mac_update_nif"), bif<&pbkdf2_hmac_5>("pbkdf2_hmac_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoMac;
constinit const BifModule kCryptoMac{"crypto", crypto::kRows};

}  // namespace rt
