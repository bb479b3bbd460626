// SPDX-License-Identifier: Apache-2.0
#include "runtime/crypto/openssl.hpp"

#include <dlfcn.h>

namespace rt {
namespace {

struct Opened {
  OpenSsl functions;
  bool is_there = false;
  std::string why;
};

Opened open() {
  Opened opened;
  void* library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    opened.why = dlerror();
    return opened;
  }
  bool is_complete = true;
#define VM_OPENSSL_FIND(name)                                                                           \
  opened.functions.name = reinterpret_cast<decltype(opened.functions.name)>(dlsym(library, #name));     \
  if (opened.functions.name == nullptr) {                                                               \
    is_complete = false;                                                                                \
    opened.why = dlerror();                                                                             \
  }
  VM_OPENSSL_FUNCTIONS(VM_OPENSSL_FIND)
#undef VM_OPENSSL_FIND
  if (!is_complete) return opened;
  // As OTP: what the times have passed over is in a provider of its own, which need not be there.
  for (const char* provider : {"default", "base", "legacy"}) (void)opened.functions.OSSL_PROVIDER_load(nullptr, provider);
  for (std::size_t i = 0; i < kDigestCount; ++i) {
    opened.functions.digests[i] = opened.functions.EVP_MD_fetch(nullptr, kDigests[i].name, "");
  }
  opened.is_there = true;
  return opened;
}

}  // namespace

const OpenSsl* OpenSsl::get(std::string* why) {
  static const Opened opened = open();
  if (why != nullptr) *why = opened.why;
  return opened.is_there ? &opened.functions : nullptr;
}

}  // namespace rt
