// SPDX-License-Identifier: Apache-2.0
#include "runtime/crypto/ciphers.hpp"

#include "runtime/base/check.hpp"
#include "runtime/crypto/openssl.hpp"

namespace rt {

const std::array<const EVP_CIPHER*, kCipherCount>& fetched_ciphers() {
  static const auto fetched = [] {
    const OpenSsl* library = OpenSsl::get();
    VM_CHECK(library != nullptr, "module crypto does not load without its library");
    std::array<const EVP_CIPHER*, kCipherCount> all{};
    for (std::size_t i = 0; i < kCipherCount; ++i) all[i] = library->EVP_CIPHER_fetch(nullptr, kCiphers[i].name, "");
    return all;
  }();
  return fetched;
}

}  // namespace rt
