// SPDX-License-Identifier: Apache-2.0
// crypto: the secret that two parties share: Diffie-Hellman with numbers, on elliptic curves, and on X25519 and X448.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/crypto_curve.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

// What the callers of derive() say, for each of its steps.
struct Complaints {
  Failure context, init, peer, size, secret;
};

Failure derive(const Key& own, const Key& peer, const Complaints& c, std::vector<std::uint8_t>& secret) {
  const OpenSsl& ssl = library();
  const KeyContext context(ssl.EVP_PKEY_CTX_new(own.get(), nullptr));
  if (!context) return c.context;
  if (ssl.EVP_PKEY_derive_init(context.get()) <= 0) return c.init;
  if (ssl.EVP_PKEY_derive_set_peer(context.get(), peer.get()) <= 0) return c.peer;
  std::size_t size = 0;
  if (ssl.EVP_PKEY_derive(context.get(), nullptr, &size) <= 0) return c.size;
  secret.resize(size);
  if (ssl.EVP_PKEY_derive(context.get(), secret.data(), &size) <= 0) return c.secret;
  secret.resize(size);
  return {};
}

Term derived(Process& p, const Key& own, const Key& peer, const Complaints& c) {
  std::vector<std::uint8_t> secret;
  const Failure failure = [&] {
    const Lent lent(p);
    return derive(own, peer, c, secret);
  }();
  return failure ? fail(p, failure) : byte_binary(p, secret);
}

Term dh_compute_key_3(Process& p, Term others, Term mine, Term numbers) {
  constexpr const char* kFile = "dh.c";
  constexpr const char* kBadKey = "Bad peer public key; binary expected";
  Parameters peer_parameters, own_parameters;
  if (!peer_parameters.number("pub", others)) return fail(p, badarg(0, kBadKey, {kFile, 187}));
  Term rest = numbers;
  for (const char* name : {"p", "g"}) {
    if (!rest.is_cons() || !peer_parameters.number(name, rest.head())) {
      return *name == 'p' ? fail(p, badarg(2, "Bad value of 'p'", {kFile, 194})) : fail(p, badarg(2, "Bad value of 'g'", {kFile, 197}));
    }
    rest = rest.tail();
  }
  if (!rest.is_nil()) return fail(p, badarg(2, "Not a two-element list", {kFile, 201}));
  const Key peer = key_from("DH", EVP_PKEY_KEYPAIR, peer_parameters);
  if (!peer) return fail(p, {"Can't do fromdata", {kFile, 211}});
  if (!own_parameters.number("priv", mine)) return fail(p, badarg(0, kBadKey, {kFile, 215}));
  (void)add_numbers(own_parameters, numbers, {"p", "g"});
  const Key own = key_from("DH", EVP_PKEY_KEYPAIR, own_parameters);
  if (!own) return fail(p, {"Can't do fromdata", {kFile, 223}});
  const Complaints complaints{{"Can't EVP_PKEY_derive_init", {kFile, 230}},
                              {"Can't EVP_PKEY_derive_init", {kFile, 230}},
                              {"Can't derive secret or set peer", {kFile, 233}},
                              {"Can't get result size", {kFile, 236}},
                              {"Can't get result", {kFile, 243}}};
  return derived(p, own, peer, complaints);
}

Term ecdh_compute_key_3(Process& p, Term others, Term curve, Term mine) {
  constexpr const char* kFile = "ecdh.c";
  constexpr const char* kBadKey = "Bad peer public key; binary expected";
  if (!is_binary(others)) return fail(p, badarg(0, kBadKey, {kFile, 55}));
  const auto peer = key_on_curve(p, curve, others, false, {"Can't do fromdata", {kFile, 78}});
  if (!peer) return fail(p, peer.error());
  if (!is_binary(mine)) return fail(p, badarg(0, kBadKey, {kFile, 90}));
  const auto own = key_on_curve(p, curve, mine, true, {"Can't do fromdata", {kFile, 98}});
  if (!own) return fail(p, own.error());
  const Complaints complaints{{"Can't EVP_PKEY_CTX_init", {kFile, 106}},
                              {"Can't EVP_PKEY_derive_init", {kFile, 109}},
                              {"Can't derive secret or set peer", {kFile, 112}},
                              {"Can't get result size", {kFile, 115}},
                              {"Can't get result", {kFile, 122}}};
  return derived(p, *own, *peer, complaints);
}

Term evp_compute_key_3(Process& p, Term curve, Term others, Term mine) {
  constexpr const char* kFile = "evp.c";
  const OpenSsl& ssl = library();
  const auto type = edwards_type(p, curve);
  if (!type || (*type != EVP_PKEY_X25519 && *type != EVP_PKEY_X448)) return fail(p, badarg(0, "Bad curve", {kFile, 45}));
  if (!is_binary(mine)) return fail(p, badarg(2, "Binary expected", {kFile, 49}));
  const Bytes my_bytes(mine);
  const Key own(ssl.EVP_PKEY_new_raw_private_key(*type, nullptr, my_bytes.data(), my_bytes.size()));
  if (!own) return fail(p, badarg(2, "Not a valid raw private key", {kFile, 52}));
  if (!is_binary(others)) return fail(p, badarg(1, "Binary expected", {kFile, 62}));
  const Bytes other_bytes(others);
  const Key peer(ssl.EVP_PKEY_new_raw_public_key(*type, nullptr, other_bytes.data(), other_bytes.size()));
  if (!peer) return fail(p, badarg(1, "Not a raw public peer key", {kFile, 65}));
  const Complaints complaints{{"Can't make context", {kFile, 55}, 2},
                              {"Can't EVP_PKEY_derive_init", {kFile, 58}},
                              {"Can't EVP_PKEY_derive_set_peer", {kFile, 68}, 1},
                              {"Can't get max size", {kFile, 72}, 1},
                              {"Can't EVP_PKEY_derive", {kFile, 81}}};
  return derived(p, own, peer, complaints);
}

constexpr Bif kRows[] = {
    dirty_bif<&dh_compute_key_3, DirtyKind::cpu>("dh_compute_key_nif"),
    dirty_bif<&ecdh_compute_key_3, DirtyKind::cpu>("ecdh_compute_key_nif"),
    bif<&evp_compute_key_3>("evp_compute_key_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoAgree;
constinit const BifModule kCryptoAgree{"crypto", crypto::kRows};

}  // namespace rt
