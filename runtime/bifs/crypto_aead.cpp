// SPDX-License-Identifier: Apache-2.0
// crypto: ciphers that authenticate what they encrypt, and data beside it.
#include <algorithm>
#include <climits>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/crypto/ciphers.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

constexpr const char* kFile = "aead.c";
constexpr int kMostTagBytes = 16;

struct Task {
  const EVP_CIPHER* method;
  bool is_ccm;
  int direction;  // as OpenSSL takes it: 1 encrypts, 0 decrypts, -1 leaves it as it is
  std::span<const std::uint8_t> key, iv, aad;
  const std::uint8_t* text;
  int text_size;
  const std::uint8_t* tag;  // null: one is made
  int tag_size;
};

// What is not authentic is none of the errors: the answer is `error`.
struct Outcome {
  bool is_authentic = true;
  Failure failure;
};
constexpr Outcome kNotAuthentic{false, {}};
Outcome error(const char* text, int line) { return {true, {text, {kFile, line}}}; }
Outcome refused(int argument, const char* text, int line) { return {true, badarg(argument, text, {kFile, line})}; }

// Sets the nonce's length, the key and the nonce; CCM wants to know the tag and the text's length before it begins.
Outcome prepare(const Task& task, EVP_CIPHER_CTX* context) {
  const OpenSsl& ssl = library();
  int n = 0;
  if (ssl.EVP_CipherInit_ex(context, task.method, nullptr, nullptr, nullptr, task.direction) != 1) {
    return error("CipherInit failed", 109);
  }
  if (ssl.EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, static_cast<int>(task.iv.size()), nullptr) != 1) {
    return refused(2, "Bad IV length", 111);
  }
  if (task.is_ccm && ssl.EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, task.tag_size, const_cast<std::uint8_t*>(task.tag)) != 1) {
    return refused(5, "Can't set tag", 116);
  }
  if (ssl.EVP_CipherInit_ex(context, nullptr, nullptr, task.key.data(), task.iv.data(), -1) != 1) {
    return task.is_ccm ? error("Can't set key or iv", 118) : error("Can't set key and iv", 126);
  }
  if (task.is_ccm && ssl.EVP_CipherUpdate(context, nullptr, &n, nullptr, task.text_size) != 1) {
    return error("Can't set text size", 120);
  }
  return {};
}

// Writes the text to `out`, and the tag that was made, of kMostTagBytes bytes at most, to `tag`.
Outcome run(const Task& task, std::uint8_t* out, std::uint8_t* tag) {
  const OpenSsl& ssl = library();
  const Owned<EVP_CIPHER_CTX, &OpenSsl::EVP_CIPHER_CTX_free> owner(ssl.EVP_CIPHER_CTX_new());
  EVP_CIPHER_CTX* context = owner.get();
  if (context == nullptr) return error("Can't allocate ctx", 106);
  if (const Outcome outcome = prepare(task, context); outcome.failure) return outcome;
  int n = 0;
  if (ssl.EVP_CipherUpdate(context, nullptr, &n, task.aad.data(), static_cast<int>(task.aad.size())) != 1) {
    return refused(4, "Can't set AAD", 131);
  }
  if (ssl.EVP_CipherUpdate(context, out, &n, task.text, task.text_size) != 1) {
    return task.direction != 0 ? refused(3, "Can't set in-text", 139) : kNotAuthentic;
  }
  if (task.direction != 0) {
    if (ssl.EVP_CipherFinal_ex(context, out, &n) != 1) return error("Encrypt error", 150);
    const bool has_tag = task.tag_size <= kMostTagBytes &&
                         ssl.EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, task.tag_size, tag) == 1;
    return has_tag ? Outcome{} : error("Can't get Tag", 156);
  }
  if (task.is_ccm) return {};  // the tag was compared on the way
  const bool is_authentic =
      ssl.EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, task.tag_size, const_cast<std::uint8_t*>(task.tag)) == 1 &&
      ssl.EVP_DecryptFinal_ex(context, out + n, &n) == 1;
  return is_authentic ? Outcome{} : kNotAuthentic;
}

std::optional<std::uint32_t> length_of(Term t) {
  if (!t.is_small() || t.small_value() < 0 || t.small_value() > UINT_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(t.small_value());
}

// `tag`: its length where one is made, else the tag.
Term aead_cipher_7(Process& p, Term cipher, Term key_term, Term iv_term, Term text_term, Term aad_term, Term tag_term, Term flag) {
  const auto refuse = [&](int argument, const char* text, int line, const char* id = "badarg") {
    return fail(p, id, argument, text, {kFile, line});
  };
  int direction = -1;
  if (flag == atoms::true_) {
    direction = 1;
  } else if (flag == atoms::false_) {
    direction = 0;
  } else if (flag != atoms::undefined) {
    return refuse(6, "Bad enc flag", 54);
  }
  if (!cipher.is_atom()) return refuse(0, "non-atom cipher type", 61);
  const Bytes key(key_term), iv(iv_term), text(text_term), aad(aad_term);
  if (!key) return refuse(1, "non-binary key", 63);
  if (!iv) return refuse(2, "non-binary iv", 65);
  if (!text) return refuse(3, "non-binary text", 67);
  if (!aad) return refuse(4, "non-binary AAD", 69);
  std::optional<Bytes> given_tag;
  std::size_t tag_size = 0;
  if (direction != 0) {
    const auto length = length_of(tag_term);
    if (!length) return refuse(5, "Bad Tag length", 73);
    tag_size = *length;
  } else {
    given_tag.emplace(tag_term);
    if (!*given_tag) return refuse(5, "non-binary Tag", 77);
    tag_size = given_tag->size();
  }
  if (std::max({tag_size, key.size(), iv.size(), text.size(), aad.size()}) > INT_MAX) return refuse(5, "binary too long", 87);
  const auto index = find_cipher(p.vm().atoms.text(cipher));
  if (!index || !takes_key(kCiphers[*index], key.size())) return refuse(0, "Unknown cipher or invalid key size", 90);
  if (kCiphers[*index].kind == CipherKind::plain) return refuse(0, "Not aead cipher", 94);
  const EVP_CIPHER* method = fetched_ciphers()[*index];
  if (method == nullptr) return refuse(0, "The cipher is not supported in this libcrypto version", 98, "notsup");
  if (is_long_text(p, text.size() + aad.size())) return run_dirty(p, DirtyKind::cpu);

  const bool makes_tag = !given_tag;
  const Task task{method, kCiphers[*index].kind == CipherKind::aead_ccm, direction,
                  {key.data(), key.size()}, {iv.data(), iv.size()}, {aad.data(), aad.size()},
                  text.data(), static_cast<int>(text.size()),
                  makes_tag ? nullptr : given_tag->data(), static_cast<int>(tag_size)};
  std::uint8_t *out = nullptr, tag[kMostTagBytes];
  const Term result = p.reserve(binary_words(text.size())).binary_uninitialised(text.size(), &out);
  const Outcome outcome = [&] {
    const Lent lent(p);
    return run(task, out, tag);
  }();
  if (outcome.failure) return fail(p, outcome.failure);
  if (!outcome.is_authentic) return atoms::error;
  charge_bytes(p, text.size());
  if (!makes_tag) return result;
  const Term made_tag = byte_binary(p, {tag, tag_size});
  return p.reserve(3).tuple({result, made_tag});
}

constexpr Bif kRows[] = {bif<&aead_cipher_7>("aead_cipher_nif")};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoAead;
constinit const BifModule kCryptoAead{"crypto", crypto::kRows};

}  // namespace rt
