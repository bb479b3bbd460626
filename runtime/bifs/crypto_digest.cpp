// SPDX-License-Identifier: Apache-2.0
// crypto: digests, whole and in pieces. A state is never changed: each step copies it.
#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/map.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {

const OpenSsl& library() {
  const OpenSsl* found = OpenSsl::get();
  VM_CHECK(found != nullptr, "module crypto does not load without its library");
  return *found;
}

Term fail(Process& p, const char* id, int argument, const char* text, Place place) {
  const auto atom = [&](const char* name) { return p.vm().atoms.must_intern(name); };
  const Term info = new_map(p, {atom("c_file_name"), byte_list(p, place.file), atom("c_file_line_num"), Term::small(place.line),
                                atom("c_function_arg_num"), Term::small(argument)});
  const Term words = byte_list(p, text);
  return p.raise(ErrorClass::error, p.reserve(4).tuple({atom(id), info, words}));
}

Bytes::Bytes(Term iodata) {
  if (is_binary(iodata)) {
    span_ = bytes_of(iodata, storage_);
    is_there_ = true;
  } else if (auto bytes = iodata.is_list() ? iodata_bytes(iodata) : std::nullopt) {
    storage_ = std::move(*bytes);
    span_ = storage_;
    is_there_ = true;
  }
}

std::optional<std::size_t> digest_of(Process& p, Term name) {
  if (!name.is_atom()) return std::nullopt;
  const std::string_view text = p.vm().atoms.text(name);
  for (std::size_t i = 0; i < kDigestCount; ++i) {
    if (kDigests[i].atom == text) return i;
  }
  return std::nullopt;
}

namespace {

struct DigestState final : MagicObject {
  DigestState() : context(library().EVP_MD_CTX_new()) {}
  ~DigestState() override { library().EVP_MD_CTX_free(context); }
  EVP_MD_CTX* context;
};

Term hash_info_1(Process& p, Term type) {
  const auto index = digest_of(p, type);
  if (!index) return p.raise<Fault::badarg>();
  const EVP_MD* digest = library().digests[*index];
  if (digest == nullptr) return p.raise(ErrorClass::error, atoms::notsup);
  AtomTable& atoms = p.vm().atoms;
  return new_map(p, {atoms.must_intern("type"), Term::small(library().EVP_MD_get_type(digest)),  //
                     atoms::size, Term::small(library().EVP_MD_get_size(digest)),                //
                     atoms.must_intern("block_size"), Term::small(library().EVP_MD_get_block_size(digest))});
}

Term hash_2(Process& p, Term type, Term data) {
  const auto index = digest_of(p, type);
  if (!index) return fail(p, "badarg", 0, "Bad digest type", {"hash.c", 109});
  const EVP_MD* digest = library().digests[*index];
  if (digest == nullptr) return fail(p, "notsup", 0, "Digest type not supported in this cryptolib", {"hash.c", 113});
  const Bytes bytes(data);
  if (!bytes) return fail(p, "badarg", 1, "Not iolist", {"hash.c", 116});
  std::uint8_t out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (library().EVP_Digest(bytes.data(), bytes.size(), out, &size, digest, nullptr) != 1) {
    return fail(p, "error", -1, "Low-level call failed", {"hash.c", 126});
  }
  charge_bytes(p, bytes.size());
  return byte_binary(p, {out, size});
}

Term hash_init_1(Process& p, Term type) {
  const auto index = digest_of(p, type);
  if (!index) return fail(p, "badarg", 0, "Bad digest type", {"hash.c", 143});
  const EVP_MD* digest = library().digests[*index];
  if (digest == nullptr) return fail(p, "notsup", 0, "Unsupported digest type", {"hash.c", 148});
  auto* state = new DigestState;
  if (library().EVP_DigestInit(state->context, digest) != 1) {
    state->release();
    return fail(p, "error", -1, "Low-level call EVP_DigestInit failed", {"hash.c", 155});
  }
  if (unsigned length = kDigests[*index].default_length; length != 0) {  // OpenSSL 3.4 has none
    const OSSL_PARAM parameters[] = {library().OSSL_PARAM_construct_uint("xoflen", &length),
                                     library().OSSL_PARAM_construct_end()};
    (void)library().EVP_MD_CTX_set_params(state->context, parameters);
  }
  return magic::new_reference(p, state);
}

Term hash_update_2(Process& p, Term reference, Term data) {
  const DigestState* state = magic::object_of<DigestState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad state", {"hash.c", 187});
  const Bytes bytes(data);
  if (!bytes) return fail(p, "badarg", 1, "Not iolist", {"hash.c", 190});
  auto* next = new DigestState;
  if (library().EVP_MD_CTX_copy(next->context, state->context) != 1 ||
      library().EVP_DigestUpdate(next->context, bytes.data(), bytes.size()) != 1) {
    next->release();
    return fail(p, "error", -1, "Low-level call EVP_DigestUpdate failed", {"hash.c", 199});
  }
  charge_bytes(p, bytes.size());
  return magic::new_reference(p, next);
}

Term finished(Process& p, const DigestState& state, std::size_t size, bool is_extendable, Place place, const char* text) {
  std::uint8_t* out;
  const Term result = p.reserve(binary_words(size)).binary_uninitialised(size, &out);
  EVP_MD_CTX* copy = library().EVP_MD_CTX_new();
  unsigned written = 0;
  const bool is_done = library().EVP_MD_CTX_copy(copy, state.context) == 1 &&
                       (is_extendable ? library().EVP_DigestFinalXOF(copy, out, size)
                                      : library().EVP_DigestFinal(copy, out, &written)) == 1;
  library().EVP_MD_CTX_free(copy);
  return is_done ? result : fail(p, "error", -1, text, place);
}

Term hash_final_1(Process& p, Term reference) {
  const DigestState* state = magic::object_of<DigestState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad state", {"hash.c", 221});
  const int size = library().EVP_MD_get_size(library().EVP_MD_CTX_get0_md(state->context));
  return finished(p, *state, static_cast<std::size_t>(size), false, {"hash.c", 233}, "Low-level call EVP_DigestFinal failed");
}

Term hash_final_xof_2(Process& p, Term reference, Term bits) {
  const DigestState* state = magic::object_of<DigestState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad state", {"hash.c", 539});
  if (!bits.is_small() || bits.small_value() < 0 || bits.small_value() > 0xffffffff) {
    return fail(p, "badarg", 1, "Bad len", {"hash.c", 541});
  }
  return finished(p, *state, static_cast<std::size_t>(bits.small_value()) / 8, true, {"hash.c", 551},
                  "Low-level call EVP_DigestFinalXOF failed");
}

constexpr Bif kRows[] = {
    bif<&hash_final_1>("hash_final_nif"), bif<&hash_final_xof_2>("hash_final_xof_nif"), bif<&hash_info_1>("hash_info"),
    bif<&hash_init_1>("hash_init_nif"),   bif<&hash_2>("hash_nif"),                     bif<&hash_update_2>("hash_update_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoDigest;
constinit const BifModule kCryptoDigest{"crypto", crypto::kRows};

}  // namespace rt
