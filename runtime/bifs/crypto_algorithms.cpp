// SPDX-License-Identifier: Apache-2.0
// crypto: what is told about the library and the algorithms that it has.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/crypto/ciphers.hpp"
#include "runtime/crypto/curves.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

Term atom_list(Process& p, std::span<const std::string_view> names) {
  std::vector<Term> items;
  for (const std::string_view name : names) items.push_back(p.vm().atoms.must_intern(name));
  return p.reserve(2 * items.size()).list(items);
}

Term hash_algorithms_0(Process& p) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kDigestCount; ++i) {
    if (library().digests[i] != nullptr) names.push_back(kDigests[i].atom);
  }
  return atom_list(p, names);
}

Term cipher_algorithms_0(Process& p) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kCipherCount; ++i) {
    if (fetched_ciphers()[i] != nullptr) names.push_back(kCiphers[i].atom);
  }
  return atom_list(p, names);
}

Term mac_algorithms_0(Process& p) {
  constexpr std::string_view kNames[] = {"cmac", "hmac", "poly1305"};
  return atom_list(p, kNames);
}

Term pubkey_algorithms_0(Process& p) {
  constexpr std::string_view kNames[] = {"rsa", "dss", "dh", "ec_gf2m", "ecdsa", "ecdh", "eddsa", "eddh", "srp"};
  return atom_list(p, kNames);
}

Term rsa_opts_algorithms_0(Process& p) {
  constexpr std::string_view kNames[] = {"rsa_pkcs1_pss_padding", "rsa_pss_saltlen", "rsa_mgf1_md", "rsa_pkcs1_oaep_padding",
                                         "rsa_oaep_label", "rsa_oaep_md", "signature_md", "rsa_pkcs1_padding",
                                         "rsa_x931_padding", "rsa_no_padding"};
  return atom_list(p, kNames);
}

Term curve_algorithms_0(Process& p) {
  std::vector<std::string_view> names;
  for (const CurveName& curve : kCurves) {
    const Owned<EC_GROUP, &OpenSsl::EC_GROUP_free> group(library().EC_GROUP_new_by_curve_name(curve.number));
    if (group) names.push_back(curve.atom);
  }
  names.insert(names.end(), std::begin(kEdwardsCurves), std::end(kEdwardsCurves));
  return atom_list(p, names);
}

std::string_view mode_of(const EVP_CIPHER* method) {
  switch (library().EVP_CIPHER_get_mode(method)) {
    case EVP_CIPH_STREAM_CIPHER: return "stream_cipher";
    case EVP_CIPH_ECB_MODE: return "ecb_mode";
    case EVP_CIPH_CBC_MODE: return "cbc_mode";
    case EVP_CIPH_CFB_MODE: return "cfb_mode";
    case EVP_CIPH_OFB_MODE: return "ofb_mode";
    case EVP_CIPH_CTR_MODE: return "ctr_mode";
    case EVP_CIPH_GCM_MODE: return "gcm_mode";
    case EVP_CIPH_CCM_MODE: return "ccm_mode";
    default: return "undefined";
  }
}

Term cipher_info_1(Process& p, Term cipher) {
  const auto index = cipher.is_atom() ? find_cipher(p.vm().atoms.text(cipher)) : std::nullopt;
  if (!index) return p.raise<Fault::badarg>();
  const EVP_CIPHER* method = fetched_ciphers()[*index];
  if (method == nullptr) return p.raise(ErrorClass::error, atoms::notsup);
  const OpenSsl& ssl = library();
  const auto atom = [&](std::string_view name) { return p.vm().atoms.must_intern(name); };
  const int type = ssl.EVP_CIPHER_get_type(method);
  return new_map(p, {atom("type"), type == NID_undef ? atoms::undefined : Term::small(type),           //
                     atom("key_length"), Term::small(ssl.EVP_CIPHER_get_key_length(method)),           //
                     atom("iv_length"), Term::small(ssl.EVP_CIPHER_get_iv_length(method)),             //
                     atom("block_size"), Term::small(ssl.EVP_CIPHER_get_block_size(method)),           //
                     atom("prop_aead"), boolean((ssl.EVP_CIPHER_get_flags(method) & EVP_CIPH_FLAG_AEAD_CIPHER) != 0),
                     atom("mode"), atom(mode_of(method))});
}

Term info_0(Process& p) {
  const auto atom = [&](std::string_view name) { return p.vm().atoms.must_intern(name); };
  const Term compiled = byte_list(p, OPENSSL_VERSION_TEXT), linked = byte_list(p, library().OpenSSL_version(OPENSSL_VERSION));
  const bool has_fips = library().OSSL_PROVIDER_available(nullptr, "fips") == 1;
  return new_map(p, {atom("compile_type"), atom("normal"), atom("link_type"), atom("dynamic"),
                     atom("cryptolib_version_compiled"), compiled, atom("cryptolib_version_linked"), linked,
                     atom("fips_provider_available"), boolean(has_fips)});
}

Term info_lib_0(Process& p) {
  const Term name = byte_binary(p, "OpenSSL"), version = byte_binary(p, library().OpenSSL_version(OPENSSL_VERSION));
  HeapWriter w = p.reserve(6);
  return w.list({w.tuple({name, Term::small(static_cast<std::int64_t>(library().OpenSSL_version_num())), version})});
}

// As an OTP that is built without FIPS, which Debian's is.
Term info_fips_0(Process& p) { return p.vm().atoms.must_intern("not_supported"); }

Term enable_fips_mode_1(Process& p, Term enable) {
  if (enable == atoms::true_) return atoms::false_;
  return enable == atoms::false_ ? atoms::true_ : p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&cipher_algorithms_0>("cipher_algorithms"),
    bif<&cipher_info_1>("cipher_info_nif"),
    bif<&curve_algorithms_0>("curve_algorithms"),
    bif<&enable_fips_mode_1>("enable_fips_mode_nif"),
    bif<&hash_algorithms_0>("hash_algorithms"),
    bif<&info_0>("info_nif"),
    bif<&info_fips_0>("info_fips"),
    bif<&info_lib_0>("info_lib"),
    bif<&mac_algorithms_0>("mac_algorithms"),
    bif<&pubkey_algorithms_0>("pubkey_algorithms"),
    bif<&rsa_opts_algorithms_0>("rsa_opts_algorithms"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoAlgorithms;
constinit const BifModule kCryptoAlgorithms{"crypto", crypto::kRows};

}  // namespace rt
