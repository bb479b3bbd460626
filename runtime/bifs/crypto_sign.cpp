// SPDX-License-Identifier: Apache-2.0
// crypto: signatures: RSA (PKCS #1, PSS, X9.31), DSA, ECDSA, EdDSA. What takes more than a tenth of a millisecond or so is
// done on a dirty thread.
#include <openssl/rsa.h>

#include <climits>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/crypto_keys.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

constexpr const char* kFile = "pkey.c";

// What is signed: a digest of the text, or the text itself where the algorithm makes its own or none is asked for.
struct Signed {
  const EVP_MD* method = nullptr;
  std::optional<Bytes> text;
  bool is_text_whole = true;  // no digest is to be made of it
  std::uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned digest_size = 0;

  const std::uint8_t* data() const { return is_text_whole ? text->data() : digest; }
  std::size_t size() const { return is_text_whole ? text->size() : digest_size; }
};

struct Options {
  const EVP_MD* mask_digest = nullptr;
  int padding = RSA_PKCS1_PADDING;
  int salt_bytes = -2;  // as many as fit
};

Failure refusal(int argument, const char* text, int line) { return badarg(argument, text, {kFile, line}); }
Failure error(const char* text, int line) { return {text, {kFile, line}}; }

// Data is text, or {digest, Digest}.
Failure read_data(Process& p, Algorithm algorithm, Term type, Term data, Signed& result) {
  const auto method = digest_for(p, algorithm, type, 1);
  if (!method) return method.error();
  result.method = *method;
  if (is_tuple(data)) {
    if (!is_tuple(data, 2)) return refusal(2, "Bad list", 184);
    const Term tag = tuple_element(data, 0);
    if (!tag.is_atom() || p.vm().atoms.text(tag) != "digest") return refusal(2, "Expected 'digest' as head", 186);
    result.text.emplace(tuple_element(data, 1));
    if (!*result.text) return refusal(2, "Bad 2nd element in list", 188);
    if (result.text->size() > INT_MAX) return refusal(2, "Too large binary", 190);
    if (*method != nullptr && static_cast<int>(result.text->size()) != library().EVP_MD_get_size(*method)) {
      return refusal(2, "Bad binary size for the algorithm", 193);
    }
    return {};
  }
  result.text.emplace(data);
  if (!*result.text) return refusal(2, "Expected a binary or a list", *method == nullptr ? 201 : 208);
  result.is_text_whole = *method == nullptr;
  return {};
}

Failure read_padding(Process& p, Term value, const EVP_MD* digest, Options& o) {
  const std::string_view name = atom_text(p, value);
  if (name == "rsa_pkcs1_padding") {
    o.padding = RSA_PKCS1_PADDING;
  } else if (name == "rsa_pkcs1_pss_padding") {
    o.padding = RSA_PKCS1_PSS_PADDING;
    if (o.mask_digest == nullptr) o.mask_digest = digest;
  } else if (name == "rsa_x931_padding") {
    o.padding = RSA_X931_PADDING;
  } else if (name == "rsa_no_padding") {
    o.padding = RSA_NO_PADDING;
  } else {
    return refusal(-1, "Bad value in option rsa_padding", 310);
  }
  return {};
}

Failure read_option(Process& p, Term tag, Term value, const EVP_MD* digest, Options& o) {
  const std::string_view name = atom_text(p, tag);
  if (name == "rsa_mgf1_md") {
    if (!value.is_atom()) return refusal(-1, "Atom expected as argument to option rsa_mgf1_md", 281);
    const auto mask = digest_for(p, Algorithm::rsa, value, -1);
    if (!mask) return mask.error();
    o.mask_digest = *mask;
    return {};
  }
  if (name == "rsa_padding") return read_padding(p, value, digest, o);
  if (name != "rsa_pss_saltlen") return refusal(-1, "Bad option", 319);
  if (!value.is_small() || value.small_value() < -2 || value.small_value() > INT_MAX) {
    return refusal(-1, "Bad value in option rsa_pss_saltlen", 316);
  }
  o.salt_bytes = static_cast<int>(value.small_value());
  return {};
}

// `argument`: which of the native's the options are.
Failure read_options(Process& p, Algorithm algorithm, Term list, int argument, const EVP_MD* digest, Options& o) {
  if (!list.is_list()) return refusal(argument, "Expected a list", 254);
  if (list.is_nil()) return {};
  if (algorithm != Algorithm::rsa) return refusal(argument, "Only RSA supports Options", 271);
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (!is_tuple(option, 2)) return refusal(argument, "Expects only two-tuples in the list", 277);
    Failure failure = read_option(p, tuple_element(option, 0), tuple_element(option, 1), digest, o);
    failure.argument = argument;
    if (failure) return failure;
  }
  return {};
}

Failure make_digest(Signed& data) {
  if (data.is_text_whole) return {};
  const bool is_made = library().EVP_Digest(data.text->data(), data.text->size(), data.digest, &data.digest_size,
                                            data.method, nullptr) == 1;
  return is_made ? Failure{} : error("Can't create EVP_DigestInit_ex", 218);
}

// Where signing and verifying say the same at other lines.
struct Lines {
  int init, digest, padding, mask_digest, salt;
};
constexpr Lines kSign{530, 533, 539, 545, 552}, kVerify{766, 769, 775, 781, 788};

Failure set_up(EVP_PKEY_CTX* context, Algorithm algorithm, const Signed& data, const Options& o, bool is_signing, int argument) {
  const OpenSsl& ssl = library();
  const Lines& lines = is_signing ? kSign : kVerify;
  if ((is_signing ? ssl.EVP_PKEY_sign_init(context) : ssl.EVP_PKEY_verify_init(context)) != 1) {
    return error("Can't EVP_PKEY_sign_init", lines.init);
  }
  if (data.method != nullptr && ssl.EVP_PKEY_CTX_set_signature_md(context, data.method) != 1) {
    return error("Can't EVP_PKEY_CTX_set_signature_md", lines.digest);
  }
  if (algorithm != Algorithm::rsa) return {};
  if (ssl.EVP_PKEY_CTX_set_rsa_padding(context, o.padding) != 1) return error("Can't EVP_PKEY_CTX_set_rsa_padding", lines.padding);
  if (o.padding != RSA_PKCS1_PSS_PADDING) return {};
  if (o.mask_digest != nullptr && ssl.EVP_PKEY_CTX_set_rsa_mgf1_md(context, o.mask_digest) != 1) {
    return error("Can't EVP_PKEY_CTX_set_rsa_mgf1_md", lines.mask_digest);
  }
  if (o.salt_bytes > -2 && ssl.EVP_PKEY_CTX_set_rsa_pss_saltlen(context, o.salt_bytes) != 1) {
    return refusal(argument, "Bad rsa_pss_saltlen", lines.salt);
  }
  return {};
}

// The first call asks for the size, the second one writes. The lines: where OTP says that it failed.
template <class Call>
Failure write_signature(std::vector<std::uint8_t>& signature, Call call, const char* failed, int size_line, int line) {
  std::size_t size = 0;
  if (call(nullptr, &size) != 1) return error(failed, size_line);
  signature.resize(size);
  if (call(signature.data(), &size) != 1) return error(failed, line);
  signature.resize(size);
  return {};
}

using DigestContext = Owned<EVP_MD_CTX, &OpenSsl::EVP_MD_CTX_free>;

Failure sign_edwards(const Key& key, const Signed& data, std::vector<std::uint8_t>& signature) {
  const OpenSsl& ssl = library();
  const DigestContext context(ssl.EVP_MD_CTX_new());
  if (ssl.EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) return error("Can't EVP_DigestSignInit", 566);
  const auto call = [&](std::uint8_t* out, std::size_t* size) {
    return ssl.EVP_DigestSign(context.get(), out, size, data.data(), data.size());
  };
  return write_signature(signature, call, "Can't EVP_DigestSign", 568, 576);
}

Failure sign(const Key& key, Algorithm algorithm, Signed& data, const Options& o, std::vector<std::uint8_t>& signature) {
  if (const Failure failure = make_digest(data)) return failure;
  if (algorithm == Algorithm::eddsa) return sign_edwards(key, data, signature);
  const OpenSsl& ssl = library();
  const KeyContext context(ssl.EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!context) return error("Can't allocate new EVP_PKEY_CTX", 526);
  if (const Failure failure = set_up(context.get(), algorithm, data, o, true, 4)) return failure;
  const auto call = [&](std::uint8_t* out, std::size_t* size) {
    return ssl.EVP_PKEY_sign(context.get(), out, size, data.data(), data.size());
  };
  return write_signature(signature, call, "Can't EVP_PKEY_sign", 586, 596);
}

Failure verify(const Key& key, Algorithm algorithm, Signed& data, const Options& o, const Bytes& signature, bool& is_valid) {
  if (const Failure failure = make_digest(data)) return failure;
  const OpenSsl& ssl = library();
  if (algorithm == Algorithm::eddsa) {
    const DigestContext context(ssl.EVP_MD_CTX_new());
    if (ssl.EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
      return error("Can't EVP_DigestVerifyInit", 802);
    }
    is_valid = ssl.EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(), data.size()) == 1;
    return {};
  }
  const KeyContext context(ssl.EVP_PKEY_CTX_new(key.get(), nullptr));
  if (!context) return error("Can't allocate new EVP_PKEY_CTX", 762);
  if (const Failure failure = set_up(context.get(), algorithm, data, o, false, 5)) return failure;
  is_valid = ssl.EVP_PKEY_verify(context.get(), signature.data(), signature.size(), data.data(), data.size()) == 1;
  return {};
}

Term pkey_sign_5(Process& p, Term name, Term type, Term text, Term key_term, Term list) {
  const auto algorithm = algorithm_of(p, name);
  if (!algorithm) return fail(p, refusal(0, "Bad algorithm", 112));
  Signed data;
  if (const Failure failure = read_data(p, *algorithm, type, text, data)) return fail(p, failure);
  Options options;
  if (const Failure failure = read_options(p, *algorithm, list, 4, data.method, options)) return fail(p, failure);
  if (must_not_block(p) && (*algorithm != Algorithm::eddsa || data.text->size() > kTextBytesHere)) return run_dirty(p, DirtyKind::cpu);
  const auto key = private_key(p, *algorithm, key_term, 3);
  if (!key) return fail(p, key.error());
  std::vector<std::uint8_t> signature;
  const Failure failure = [&] {
    const Lent lent(p);
    return sign(*key, *algorithm, data, options, signature);
  }();
  if (failure) return fail(p, failure);
  charge_bytes(p, data.text->size());
  return byte_binary(p, signature);
}

Term pkey_verify_6(Process& p, Term name, Term type, Term text, Term signature_term, Term key_term, Term list) {
  const auto algorithm = algorithm_of(p, name);
  if (!algorithm) return fail(p, refusal(0, "Bad algorithm", 112));
  Signed data;
  if (const Failure failure = read_data(p, *algorithm, type, text, data)) return fail(p, failure);
  Options options;
  if (const Failure failure = read_options(p, *algorithm, list, 5, data.method, options)) return fail(p, failure);
  if (!is_binary(signature_term)) return fail(p, refusal(3, "Expected a binary", 753));
  const bool is_slow = *algorithm == Algorithm::dss || *algorithm == Algorithm::ecdsa || data.text->size() > kTextBytesHere;
  if (is_slow && must_not_block(p)) return run_dirty(p, DirtyKind::cpu);
  const auto key = public_key(p, *algorithm, key_term, 4);
  if (!key) return fail(p, key.error());
  const Bytes signature(signature_term);
  bool is_valid = false;
  const Failure failure = [&] {
    const Lent lent(p);
    return verify(*key, *algorithm, data, options, signature, is_valid);
  }();
  if (failure) return fail(p, failure);
  charge_bytes(p, data.text->size());
  return boolean(is_valid);
}

constexpr Bif kRows[] = {bif<&pkey_sign_5>("pkey_sign_nif"), bif<&pkey_verify_6>("pkey_verify_nif")};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoSign;
constinit const BifModule kCryptoSign{"crypto", crypto::kRows};

}  // namespace rt
