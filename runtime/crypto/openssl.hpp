// SPDX-License-Identifier: Apache-2.0
// OpenSSL's libcrypto, opened when a program first uses module crypto: to link it would make every start slower. Its
// functions have their own names here. Loaded once for the whole program and never closed; any thread.
#pragma once

#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <array>
#include <string>
#include <string_view>

namespace rt {

// Digests as OTP knows them.
struct DigestName {
  std::string_view atom;
  const char* name;
  bool for_pbkdf2 = false;
  unsigned default_length = 0;  // bytes, of those that have no length of their own
};
inline constexpr DigestName kDigests[] = {
    {"md4", "MD4"},
    {"md5", "MD5"},
    {"ripemd160", "RIPEMD160"},
    {"sha", "SHA1", true},
    {"sha224", "SHA2-224", true},
    {"sha256", "SHA2-256", true},
    {"sha384", "SHA2-384", true},
    {"sha512", "SHA2-512", true},
    {"sha3_224", "SHA3-224"},
    {"sha3_256", "SHA3-256"},
    {"sha3_384", "SHA3-384"},
    {"sha3_512", "SHA3-512"},
    {"shake128", "SHAKE-128", false, 16},
    {"shake256", "SHAKE-256", false, 32},
    {"sm3", "SM3"},
    {"blake2b", "BLAKE2b512"},
    {"blake2s", "BLAKE2s256"},
};
constexpr std::size_t kDigestCount = std::size(kDigests);

struct OpenSsl {
#define VM_OPENSSL_FUNCTIONS(X)                                                                                       \
  X(BN_CTX_free) X(BN_CTX_new) X(BN_add) X(BN_bin2bn) X(BN_bn2bin) X(BN_free) X(BN_is_zero) X(BN_mod_add)             \
  X(BN_mod_exp) X(BN_mod_mul) X(BN_mod_sub) X(BN_mul) X(BN_new) X(BN_nnmod) X(BN_num_bits) X(BN_rand_range)           \
  X(BN_set_flags) X(BN_sub) X(CRYPTO_free) X(CRYPTO_malloc) X(CRYPTO_memcmp) X(EC_GROUP_free)                         \
  X(EC_GROUP_new_by_curve_name) X(EC_POINT_free) X(EC_POINT_mul) X(EC_POINT_new) X(EC_POINT_point2oct)                \
  X(EVP_CIPHER_CTX_ctrl) X(EVP_CIPHER_CTX_free) X(EVP_CIPHER_CTX_get_block_size) X(EVP_CIPHER_CTX_new)                \
  X(EVP_CIPHER_CTX_set_key_length) X(EVP_CIPHER_CTX_set_padding) X(EVP_CIPHER_fetch) X(EVP_CIPHER_get_block_size)     \
  X(EVP_CIPHER_get_flags) X(EVP_CIPHER_get_iv_length) X(EVP_CIPHER_get_key_length) X(EVP_CIPHER_get_mode)             \
  X(EVP_CIPHER_get_type) X(EVP_CipherFinal_ex) X(EVP_CipherInit_ex) X(EVP_CipherUpdate) X(EVP_DecryptFinal_ex)        \
  X(EVP_Digest) X(EVP_DigestFinal) X(EVP_DigestFinalXOF) X(EVP_DigestInit) X(EVP_DigestSign) X(EVP_DigestSignInit)    \
  X(EVP_DigestUpdate) X(EVP_DigestVerify) X(EVP_DigestVerifyInit) X(EVP_MAC_CTX_free) X(EVP_MAC_CTX_new)              \
  X(EVP_MAC_fetch) X(EVP_MAC_final) X(EVP_MAC_free) X(EVP_MAC_init) X(EVP_MAC_update) X(EVP_MD_CTX_copy)              \
  X(EVP_MD_CTX_free) X(EVP_MD_CTX_get0_md) X(EVP_MD_CTX_new) X(EVP_MD_CTX_set_params) X(EVP_MD_fetch)                 \
  X(EVP_MD_get_block_size) X(EVP_MD_get_size) X(EVP_MD_get_type) X(EVP_PKEY_CTX_free) X(EVP_PKEY_CTX_new)             \
  X(EVP_PKEY_CTX_new_from_name) X(EVP_PKEY_CTX_new_from_pkey) X(EVP_PKEY_CTX_new_id)                                  \
  X(EVP_PKEY_CTX_set0_rsa_oaep_label) X(EVP_PKEY_CTX_set_params) X(EVP_PKEY_CTX_set_rsa_mgf1_md)                      \
  X(EVP_PKEY_CTX_set_rsa_oaep_md) X(EVP_PKEY_CTX_set_rsa_padding) X(EVP_PKEY_CTX_set_rsa_pss_saltlen)                 \
  X(EVP_PKEY_CTX_set_signature_md) X(EVP_PKEY_decrypt) X(EVP_PKEY_decrypt_init) X(EVP_PKEY_derive)                    \
  X(EVP_PKEY_derive_init) X(EVP_PKEY_derive_set_peer) X(EVP_PKEY_encrypt) X(EVP_PKEY_encrypt_init) X(EVP_PKEY_free)   \
  X(EVP_PKEY_fromdata) X(EVP_PKEY_fromdata_init) X(EVP_PKEY_generate) X(EVP_PKEY_get_bn_param)                        \
  X(EVP_PKEY_get_octet_string_param) X(EVP_PKEY_get_raw_private_key) X(EVP_PKEY_get_raw_public_key)                   \
  X(EVP_PKEY_get_utf8_string_param) X(EVP_PKEY_keygen) X(EVP_PKEY_keygen_init) X(EVP_PKEY_new_raw_private_key)        \
  X(EVP_PKEY_new_raw_public_key) X(EVP_PKEY_sign) X(EVP_PKEY_sign_init) X(EVP_PKEY_verify) X(EVP_PKEY_verify_init)    \
  X(EVP_PKEY_verify_recover) X(EVP_PKEY_verify_recover_init) X(EVP_Q_mac) X(OBJ_sn2nid) X(OSSL_PARAM_construct_end)   \
  X(OSSL_PARAM_construct_uint) X(OSSL_PARAM_construct_utf8_string) X(OSSL_PROVIDER_available) X(OSSL_PROVIDER_load)   \
  X(OpenSSL_version) X(OpenSSL_version_num) X(PKCS5_PBKDF2_HMAC) X(RAND_bytes) X(RAND_seed)
#define VM_OPENSSL_FIELD(name) decltype(&::name) name = nullptr;
  VM_OPENSSL_FUNCTIONS(VM_OPENSSL_FIELD)
#undef VM_OPENSSL_FIELD
  std::array<const EVP_MD*, kDigestCount> digests{};  // null: this library does not have it

  // Null: it cannot be opened; `why` says so.
  static const OpenSsl* get(std::string* why = nullptr);
};

}  // namespace rt
