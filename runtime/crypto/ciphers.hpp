// SPDX-License-Identifier: Apache-2.0
// Ciphers as OTP knows them, with their names in OpenSSL.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rt {

enum class CipherKind : std::uint8_t { plain, aead, aead_ccm };

struct CipherName {
  std::string_view atom;
  const char* name;
  unsigned key_bytes = 0;  // 0: OpenSSL says which keys it takes
  CipherKind kind = CipherKind::plain;
};

inline constexpr CipherName kCiphers[] = {
    {"rc2_cbc", "rc2-cbc"},
    {"rc4", "rc4"},
    {"des_cbc", "des-cbc"},
    {"des_cfb", "des-cfb"},
    {"des_ecb", "des-ecb"},
    {"des_ede3_cbc", "des-ede3-cbc"},
    {"des_ede3_cfb", "des-ede3-cfb"},
    {"blowfish_cbc", "BF-CBC"},
    {"blowfish_cfb64", "BF-CFB"},
    {"blowfish_ofb64", "BF-OFB"},
    {"blowfish_ecb", "BF-ECB"},
    {"sm4_cbc", "sm4-cbc", 16},
    {"sm4_ecb", "sm4-ecb", 16},
    {"sm4_cfb", "sm4-cfb", 16},
    {"sm4_ofb", "sm4-ofb", 16},
    {"sm4_ctr", "sm4-ctr", 16},
    {"aes_128_cbc", "aes-128-cbc", 16},
    {"aes_192_cbc", "aes-192-cbc", 24},
    {"aes_256_cbc", "aes-256-cbc", 32},
    {"aes_128_ofb", "aes-128-ofb", 16},
    {"aes_192_ofb", "aes-192-ofb", 24},
    {"aes_256_ofb", "aes-256-ofb", 32},
    {"aes_128_cfb8", "aes-128-cfb8", 16},
    {"aes_192_cfb8", "aes-192-cfb8", 24},
    {"aes_256_cfb8", "aes-256-cfb8", 32},
    {"aes_128_cfb128", "aes-128-cfb", 16},
    {"aes_192_cfb128", "aes-192-cfb", 24},
    {"aes_256_cfb128", "aes-256-cfb", 32},
    {"aes_128_ecb", "aes-128-ecb", 16},
    {"aes_192_ecb", "aes-192-ecb", 24},
    {"aes_256_ecb", "aes-256-ecb", 32},
    {"aes_128_ctr", "aes-128-ctr", 16},
    {"aes_192_ctr", "aes-192-ctr", 24},
    {"aes_256_ctr", "aes-256-ctr", 32},
    {"chacha20", "chacha20", 32},
    {"chacha20_poly1305", "chacha20-poly1305", 0, CipherKind::aead},
    {"sm4_gcm", "sm4-gcm", 16, CipherKind::aead},
    {"sm4_ccm", "sm4-ccm", 16, CipherKind::aead_ccm},
    {"aes_128_gcm", "aes-128-gcm", 16, CipherKind::aead},
    {"aes_192_gcm", "aes-192-gcm", 24, CipherKind::aead},
    {"aes_256_gcm", "aes-256-gcm", 32, CipherKind::aead},
    {"aes_128_ccm", "aes-128-ccm", 16, CipherKind::aead_ccm},
    {"aes_192_ccm", "aes-192-ccm", 24, CipherKind::aead_ccm},
    {"aes_256_ccm", "aes-256-ccm", 32, CipherKind::aead_ccm},
};
constexpr std::size_t kCipherCount = std::size(kCiphers);

// Which of kCiphers has the atom's text as its name.
constexpr std::optional<std::size_t> find_cipher(std::string_view atom) {
  for (std::size_t i = 0; i < kCipherCount; ++i) {
    if (kCiphers[i].atom == atom) return i;
  }
  return std::nullopt;
}
constexpr bool takes_key(const CipherName& cipher, std::size_t bytes) {
  return cipher.key_bytes == 0 || cipher.key_bytes == bytes;
}

// OpenSSL's ciphers, sought when the first of them is asked for; null: this library does not have it. Any thread.
// Requires: OpenSsl::get() has found the library.
const std::array<const EVP_CIPHER*, kCipherCount>& fetched_ciphers();

}  // namespace rt
