// SPDX-License-Identifier: Apache-2.0
// crypto: RSA encryption with either key, and the public key that belongs to a private one.
#include <openssl/rsa.h>

#include <climits>
#include <cstring>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/crypto_keys.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

constexpr const char* kFile = "pkey.c";
constexpr int kOptionsArgument = 3;

struct Options {
  int padding = RSA_PKCS1_PADDING;
  const EVP_MD* signature_digest = nullptr;
  const EVP_MD* mask_digest = nullptr;
  const EVP_MD* label_digest = nullptr;
  std::vector<std::uint8_t> label;
};

Failure error(const char* text, int line) { return {text, {kFile, line}}; }
Failure refusal(const char* text, int line) { return badarg(kOptionsArgument, text, {kFile, line}); }

std::optional<int> padding_of(std::string_view name) {
  if (name == "rsa_pkcs1_padding") return RSA_PKCS1_PADDING;
  if (name == "rsa_pkcs1_oaep_padding") return RSA_PKCS1_OAEP_PADDING;
  if (name == "rsa_x931_padding") return RSA_X931_PADDING;
  if (name == "rsa_no_padding") return RSA_NO_PADDING;
  return std::nullopt;
}

Failure read_digest(Process& p, Term name, const EVP_MD*& digest) {
  const auto found = digest_for(p, Algorithm::rsa, name, kOptionsArgument);
  if (!found) return found.error();
  digest = *found;
  return {};
}

Failure read_option(Process& p, Term tag, Term value, Options& o) {
  const std::string_view name = atom_text(p, tag);
  if (name == "rsa_padding" || name == "rsa_pad") {
    const auto padding = padding_of(atom_text(p, value));
    if (!padding) return refusal("Bad padding type in option rsa_padding", 944);
    o.padding = *padding;
    return {};
  }
  if (name == "signature_md") {
    if (!value.is_atom()) return refusal("Atom expected as argument to option signature_md", 948);
    return read_digest(p, value, o.signature_digest);
  }
  if (name == "rsa_mgf1_md") {
    if (!value.is_atom()) return refusal("Atom expected as argument to option rsa_mgf1_md", 959);
    return read_digest(p, value, o.mask_digest);
  }
  if (name == "rsa_oaep_label") {
    if (!is_binary(value)) return refusal("Binary expected for option rsa_oaep_label", 973);
    const Bytes label(value);
    o.label.assign(label.span().begin(), label.span().end());
    return {};
  }
  if (name == "rsa_oaep_md") {
    if (!value.is_atom()) return {"Atom expected as argument to option rsa_oaep_md", {kFile, 981}, kOptionsArgument, "notsup"};
    return read_digest(p, value, o.label_digest);
  }
  return refusal("Unknown option", 992);
}

Failure read_options(Process& p, Algorithm algorithm, Term list, Options& o) {
  if (!list.is_list()) return refusal("Expected a list", 890);
  if (list.is_nil()) return {};
  if (algorithm != Algorithm::rsa) return refusal("Only RSA supports Options", 913);
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (!is_tuple(option, 2)) return refusal("Expect only two-tuples in the list", 919);
    if (const Failure failure = read_option(p, tuple_element(option, 0), tuple_element(option, 1), o)) return failure;
  }
  return {};
}

// What a key of a kind does to a text.
struct Direction {
  decltype(OpenSsl::EVP_PKEY_sign_init) init;
  decltype(OpenSsl::EVP_PKEY_sign) run;
};
Direction direction_of(bool is_private, bool encrypts) {
  const OpenSsl& ssl = library();
  if (is_private) {
    return encrypts ? Direction{ssl.EVP_PKEY_sign_init, ssl.EVP_PKEY_sign} : Direction{ssl.EVP_PKEY_decrypt_init, ssl.EVP_PKEY_decrypt};
  }
  return encrypts ? Direction{ssl.EVP_PKEY_encrypt_init, ssl.EVP_PKEY_encrypt}
                  : Direction{ssl.EVP_PKEY_verify_recover_init, ssl.EVP_PKEY_verify_recover};
}

Failure set_label(EVP_PKEY_CTX* context, const std::vector<std::uint8_t>& label) {
  if (label.size() > INT_MAX) return refusal("RSA oep label too large", 1131);
  void* copy = library().CRYPTO_malloc(label.size(), "", 0);
  std::memcpy(copy, label.data(), label.size());
  if (library().EVP_PKEY_CTX_set0_rsa_oaep_label(context, copy, static_cast<int>(label.size())) == 1) return {};  // which owns it now
  library().CRYPTO_free(copy, "", 0);
  return error("Couldn't set RSA oaep label", 1140);
}

Failure set_options(EVP_PKEY_CTX* context, const Options& o) {
  const OpenSsl& ssl = library();
  if (o.signature_digest != nullptr && ssl.EVP_PKEY_CTX_set_signature_md(context, o.signature_digest) != 1) {
    return error("Can't EVP_PKEY_CTX_set_signature_md", 1092);
  }
  if (ssl.EVP_PKEY_CTX_set_rsa_padding(context, o.padding) != 1) return error("Couldn't set rsa padding", 1115);
  if (o.padding != RSA_PKCS1_OAEP_PADDING) return {};
  if (o.label_digest != nullptr && ssl.EVP_PKEY_CTX_set_rsa_oaep_md(context, o.label_digest) != 1) {
    return error("Couldn't EVP_PKEY_CTX_set_rsa_oaep_md", 1121);
  }
  if (o.mask_digest != nullptr && ssl.EVP_PKEY_CTX_set_rsa_mgf1_md(context, o.mask_digest) != 1) {
    return error("Couldn't EVP_PKEY_CTX_set_rsa_mgf1_md", 1126);
  }
  return o.label.empty() ? Failure{} : set_label(context, o.label);
}

Failure crypt(const Key& key, Algorithm algorithm, const Direction& direction, const Options& o, const Bytes& text,
              std::vector<std::uint8_t>& out) {
  const KeyContext context(library().EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!context) return error("Can't allocate new EVP_PKEY_CTX", 1070);
  if (direction.init(context.get()) != 1) return {"Can't initiate encrypt/decrypt", {kFile, 1086}, -1, "notsup"};
  if (algorithm == Algorithm::rsa) {
    if (const Failure failure = set_options(context.get(), o)) return failure;
  }
  std::size_t size = 0;
  if (direction.run(context.get(), nullptr, &size, text.data(), text.size()) != 1) return error("Couldn't get size of result", 1160);
  out.resize(size);
  if (direction.run(context.get(), out.data(), &size, text.data(), text.size()) != 1) return error("Couldn't get the result", 1179);
  out.resize(size);
  return {};
}

Term pkey_crypt_6(Process& p, Term name, Term text_term, Term key_term, Term list, Term private_flag, Term encrypt_flag) {
  const bool is_private = private_flag == atoms::true_, encrypts = encrypt_flag == atoms::true_;
  const auto algorithm = algorithm_of(p, name);
  if (!algorithm) return fail(p, badarg(0, "Bad algorithm", {kFile, 112}));
  if (!is_binary(text_term)) return fail(p, badarg(1, "Binary expected", {kFile, 1047}));
  if (is_private && must_not_block(p)) return run_dirty(p, DirtyKind::cpu);
  const auto key = is_private ? private_key(p, *algorithm, key_term, 2) : public_key(p, *algorithm, key_term, 2);
  if (!key) return fail(p, key.error());
  Options options;
  if (const Failure failure = read_options(p, *algorithm, list, options)) return fail(p, failure);
  const Bytes text(text_term);
  std::vector<std::uint8_t> out;
  const Failure failure = [&] {
    const Lent lent(p);
    return crypt(*key, *algorithm, direction_of(is_private, encrypts), options, text, out);
  }();
  return failure ? fail(p, failure) : byte_binary(p, out);
}

// The key's numbers as a list; none: it lacks one of them.
Term numbers_in(Process& p, const Key& key, std::initializer_list<const char*> names) {
  std::vector<Term> items;
  for (const char* name : names) {
    const Number n = number_in(key, name);
    if (!n) return Term::none();
    items.push_back(byte_binary(p, bytes_of_number(n.get())));
  }
  return p.reserve(2 * items.size()).list(items);
}

Term privkey_to_pubkey_2(Process& p, Term name, Term key_term) {
  const auto algorithm = algorithm_of(p, name);
  if (!algorithm) return fail(p, badarg(0, "Bad algorithm", {kFile, 112}));
  const auto key = private_key(p, *algorithm, key_term, 1);
  if (!key) return fail(p, key.error());
  switch (*algorithm) {
    case Algorithm::rsa: {
      const Term numbers = numbers_in(p, *key, {"e", "n"});
      return numbers.is_none() ? fail(p, badarg(1, "Couldn't get RSA public key from private key", {kFile, 1303})) : numbers;
    }
    case Algorithm::dss: {
      const Term numbers = numbers_in(p, *key, {"p", "q", "g", "pub"});
      return numbers.is_none() ? fail(p, badarg(1, "Couldn't get DSA public key from private key", {kFile, 1308})) : numbers;
    }
    case Algorithm::ecdsa: return fail(p, "notsup", 0, "ECDSA not implemented", {kFile, 1345});
    case Algorithm::eddsa: break;
  }
  return fail(p, badarg(0, "Bad algorithm", {kFile, 1347}));
}

constexpr Bif kRows[] = {bif<&pkey_crypt_6>("pkey_crypt_nif"), bif<&privkey_to_pubkey_2>("privkey_to_pubkey_nif")};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoEncrypt;
constinit const BifModule kCryptoEncrypt{"crypto", crypto::kRows};

}  // namespace rt
