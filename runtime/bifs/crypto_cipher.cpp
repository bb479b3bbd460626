// SPDX-License-Identifier: Apache-2.0
// crypto: ciphers without authentication, whole texts and texts in pieces. What is not a whole block at the end is padded
// as the options say; OTP pads with zeros or random bytes itself, and leaves the rest out where no padding is asked for.
#include <algorithm>
#include <climits>
#include <memory>
#include <mutex>

#include "runtime/bifs/bif.hpp"
#include "runtime/bifs/charge.hpp"
#include "runtime/bifs/crypto.hpp"
#include "runtime/crypto/ciphers.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/list.hpp"
#include "runtime/term/print.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace crypto {
namespace {

constexpr const char* kFile = "api_ng.c";

enum class Padding : std::uint8_t { undefined, none, zero, random, pkcs_padding };
constexpr std::string_view kPaddings[] = {"undefined", "none", "zero", "random", "pkcs_padding"};

struct Options {
  int encrypts = 1;  // as OpenSSL takes it: 1, 0, or -1, which leaves it as it is
  Padding padding = Padding::undefined;
};

std::optional<int> direction_of(Term t) {
  if (t == atoms::true_) return 1;
  if (t == atoms::false_) return 0;
  if (t == atoms::undefined) return -1;
  return std::nullopt;
}

// One text on its way through a cipher. The members that take a Process raise an exception where they fail; the others do
// not touch it. Not for two threads at once.
class Run {
 public:
  Run() = default;
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    if (context_ != nullptr) library().EVP_CIPHER_CTX_free(context_);
  }

  bool start(Process& p, Term cipher, Term key, Term iv, Term options, int options_argument);
  Failure set_direction(int encrypts) {
    options_.encrypts = encrypts;
    const bool is_set = library().EVP_CipherInit_ex(context_, nullptr, nullptr, nullptr, nullptr, encrypts) == 1;
    return is_set ? Failure{} : Failure{"Can't initialize encflag", {kFile, 699}};
  }
  // Both write at most the size of the text and one block.
  Failure update(std::span<const std::uint8_t> text, std::uint8_t* out, std::size_t& written);
  Failure finish(std::uint8_t* out, std::size_t& written);
  std::size_t block() const { return static_cast<std::size_t>(library().EVP_CIPHER_CTX_get_block_size(context_)); }
  Term data(Process& p) const;

 private:
  bool parse(Process& p, Term options, int argument);
  Failure set_keys(std::size_t cipher, const Bytes& key, const Bytes* iv);
  Failure pad(std::size_t missing, std::uint8_t* out, int& written);

  EVP_CIPHER_CTX* context_ = nullptr;
  Options options_;
  std::uint32_t size_ = 0;
  int padded_ = -1;
};

struct RunState final : MagicObject {
  std::mutex mutex;  // of the run: whoever has the reference may use it
  Run run;
};

bool Run::parse(Process& p, Term options, int argument) {
  const auto refuse = [&](const char* text, int line) {
    (void)fail(p, "badarg", argument, text, {kFile, line});
    return false;
  };
  if (const auto encrypts = direction_of(options)) {
    options_ = {*encrypts, Padding::undefined};
    return true;
  }
  if (!list_length(options)) return refuse("Options are not a boolean or a proper list", 120);
  bool has_direction = false, has_padding = false;
  for (; options.is_cons(); options = options.tail()) {
    const Term option = options.head();
    if (!is_tuple(option, 2)) return refuse("Options must be a property list!", 139);
    const Term tag = tuple_element(option, 0), value = tuple_element(option, 1);
    const std::string_view name = atom_text(p, tag);
    if (name == "encrypt") {
      if (has_direction) return refuse("'encrypt' option is present more than once!", 144);
      const auto encrypts = direction_of(value);
      if (!encrypts) return refuse("The 'encrypt' option must be a boolean!", 152);
      options_.encrypts = *encrypts;
      has_direction = true;
    } else if (name == "padding") {
      if (has_padding) return refuse("The 'padding' option is present more than once!", 157);
      const std::string_view kind = atom_text(p, value);
      const auto* found = std::find(std::begin(kPaddings), std::end(kPaddings), kind);
      if (found == std::end(kPaddings)) return refuse("Bad 'padding' option value", 168);
      options_.padding = static_cast<Padding>(found - std::begin(kPaddings));
      has_padding = true;
    } else {
      constexpr std::size_t kMostOfOtp = 63;
      const std::string text = "Bad tag in option: " + print(p.vm().atoms, tag);
      return refuse(text.substr(0, kMostOfOtp).c_str(), 174);
    }
  }
  return true;
}

bool Run::start(Process& p, Term cipher, Term key_term, Term iv_term, Term options, int options_argument) {
  const auto refuse = [&](int argument, const char* text, int line, const char* id = "badarg") {
    (void)fail(p, id, argument, text, {kFile, line});
    return false;
  };
  if (!parse(p, options, options_argument)) return false;
  const Bytes key(key_term);
  if (!key) return refuse(1, "Bad key", 228);
  if (!cipher.is_atom()) return refuse(0, "Cipher id is not an atom", 235);
  const auto index = find_cipher(p.vm().atoms.text(cipher));
  if (!index) return refuse(0, "Unknown cipher", 242);
  if (!takes_key(kCiphers[*index], key.size())) return refuse(1, "Bad key size", 244);
  if (kCiphers[*index].kind != CipherKind::plain) return refuse(0, "Missing arguments for this cipher", 250);
  const EVP_CIPHER* method = fetched_ciphers()[*index];
  if (method == nullptr) return refuse(0, "Cipher not supported in this libcrypto version", 284, "notsup");
  if (iv_term == atoms::undefined) return refuse(-1, "Dynamic IV is not supported since OTP 27.0", 293, "notsup");
  std::optional<Bytes> iv;
  if (const int size = library().EVP_CIPHER_get_iv_length(method); size != 0) {
    iv.emplace(iv_term);
    if (!*iv) return refuse(2, "Bad iv type", 301);
    if (iv->size() != static_cast<std::size_t>(size)) return refuse(2, "Bad iv size", 307);
  }
  const Failure failure = set_keys(*index, key, iv ? &*iv : nullptr);
  if (failure) (void)fail(p, failure);
  return !failure;
}

Failure Run::set_keys(std::size_t cipher, const Bytes& key, const Bytes* iv) {
  const OpenSsl& ssl = library();
  context_ = ssl.EVP_CIPHER_CTX_new();
  if (context_ == nullptr) return {"Can't allocate context", {kFile, 348}};
  const EVP_CIPHER* method = fetched_ciphers()[cipher];
  if (ssl.EVP_CipherInit_ex(context_, method, nullptr, nullptr, nullptr, options_.encrypts) != 1) {
    return {"Can't initialize context, step 1", {kFile, 354}};
  }
  if (ssl.EVP_CIPHER_CTX_set_key_length(context_, static_cast<int>(key.size())) != 1) {
    return {"Can't initialize context, key_length", {kFile, 360}, 1};
  }
  if (kCiphers[cipher].atom == "rc2_cbc") {
    if (key.size() > INT_MAX / CHAR_BIT) return badarg(1, "To large rc2_cbc key", {kFile, 367});
    const int bits = static_cast<int>(key.size()) * CHAR_BIT;
    if (ssl.EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_SET_RC2_KEY_BITS, bits, nullptr) != 1) {
      return badarg(1, "ctrl rc2_cbc key", {kFile, 371});
    }
  }
  const std::uint8_t* start = iv != nullptr ? iv->data() : nullptr;
  if (ssl.EVP_CipherInit_ex(context_, nullptr, nullptr, key.data(), start, -1) != 1) {
    return iv != nullptr ? Failure{"Can't initialize key or iv", {kFile, 387}} : badarg(1, "Can't initialize key", {kFile, 380});
  }
  if (options_.padding != Padding::pkcs_padding) (void)ssl.EVP_CIPHER_CTX_set_padding(context_, 0);
  return {};
}

Failure Run::update(std::span<const std::uint8_t> text, std::uint8_t* out, std::size_t& written) {
  size_ += static_cast<std::uint32_t>(text.size());
  int n = 0;
  if (library().EVP_CipherUpdate(context_, out, &n, text.data(), static_cast<int>(text.size())) != 1) {
    return {"Can't update", {kFile, 473}};
  }
  written = static_cast<std::size_t>(n);
  return {};
}

// Fills the last block where OpenSSL does not.
Failure Run::pad(std::size_t missing, std::uint8_t* out, int& written) {
  if (missing == 0) return {};
  std::uint8_t bytes[EVP_MAX_BLOCK_LENGTH] = {};
  if (options_.padding == Padding::random) (void)library().RAND_bytes(bytes, static_cast<int>(missing));
  const bool is_padded = library().EVP_CipherUpdate(context_, out, &written, bytes, static_cast<int>(missing)) == 1;
  return is_padded ? Failure{} : Failure{"Can't pad", {kFile, 574}};
}

Failure Run::finish(std::uint8_t* out, std::size_t& written) {
  written = 0;
  int padding = 0, rest = 0;
  if (options_.encrypts != 0) {
    const std::size_t over = size_ % block(), missing = over == 0 ? 0 : block() - over;
    padded_ = static_cast<int>(missing == 0 && options_.padding == Padding::pkcs_padding ? block() : missing);
    if (options_.padding == Padding::zero || options_.padding == Padding::random) {
      if (const Failure failure = pad(missing, out, padding); failure) return failure;
    }
  }
  if (options_.padding == Padding::undefined) return {};
  if (library().EVP_CipherFinal_ex(context_, out + padding, &rest) != 1) {
    if (options_.encrypts == 0) return {"Can't finalize", {kFile, 634}};
    if (options_.padding == Padding::none) return {"Padding 'none' but unfilled last block", {kFile, 606}};
    if (options_.padding == Padding::pkcs_padding) return {"Can't finalize", {kFile, 608}};
    return {"Padding failed", {kFile, 610}};
  }
  written = static_cast<std::size_t>(padding + rest);
  return {};
}

Term Run::data(Process& p) const {
  const auto atom = [&](std::string_view name) { return p.vm().atoms.must_intern(name); };
  return new_map(p, {atom("size"), Term::small(static_cast<std::int32_t>(size_)),  //
                     atom("padding_size"), Term::small(padded_),                   //
                     atom("padding_type"), atom(kPaddings[static_cast<std::size_t>(options_.padding)]),
                     atom("encrypt"), boolean(options_.encrypts != 0)});
}

// One native starts a run, or gives the run of a reference its direction.
Term init_4(Process& p, Term cipher, Term key, Term iv, Term options) {
  if (auto* state = magic::object_of<RunState>(cipher)) {
    const auto encrypts = direction_of(options);
    if (!encrypts || *encrypts < 0) return fail(p, "badarg", 3, "Expected true or false", {kFile, 693});
    const std::scoped_lock lock(state->mutex);
    const Failure failure = state->run.set_direction(*encrypts);
    return failure ? fail(p, failure) : cipher;
  }
  if (!cipher.is_atom()) return fail(p, "badarg", 0, "Expected cipher name atom", {kFile, 705});
  auto* state = new RunState;
  if (state->run.start(p, cipher, key, iv, options, 3)) return magic::new_reference(p, state);
  state->release();
  return Term::none();
}

Term update_2(Process& p, Term reference, Term data) {
  const Bytes text(data);
  if (!text) return fail(p, "badarg", 1, "expected binary", {kFile, 743});
  if (text.size() > INT_MAX) return fail(p, "badarg", 1, "too long data", {kFile, 746});
  auto* state = magic::object_of<RunState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad State", {kFile, 727});
  if (is_long_text(p, text.size())) return run_dirty(p, DirtyKind::cpu);
  const auto out = std::make_unique_for_overwrite<std::uint8_t[]>(text.size() + EVP_MAX_BLOCK_LENGTH);
  std::size_t written = 0;
  const Failure failure = [&] {
    const Lent lent(p);
    const std::scoped_lock lock(state->mutex);
    return state->run.update(text.span(), out.get(), written);
  }();
  if (failure) return fail(p, failure);
  charge_bytes(p, text.size());
  return byte_binary(p, {out.get(), written});
}

Term final_1(Process& p, Term reference) {
  auto* state = magic::object_of<RunState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad State", {kFile, 769});
  std::uint8_t out[2 * EVP_MAX_BLOCK_LENGTH];
  std::size_t written = 0;
  const std::scoped_lock lock(state->mutex);
  const Failure failure = state->run.finish(out, written);
  return failure ? fail(p, failure) : byte_binary(p, {out, written});
}

Term one_time_5(Process& p, Term cipher, Term key, Term iv, Term data, Term options) {
  const Bytes text(data);
  if (!text) return fail(p, "badarg", 3, "expected binary as data", {kFile, 849});
  if (text.size() > INT_MAX) return fail(p, "badarg", 3, "too long data", {kFile, 852});
  if (is_long_text(p, text.size())) return run_dirty(p, DirtyKind::cpu);
  Run run;
  if (!run.start(p, cipher, key, iv, options, 4)) return Term::none();
  const auto out = std::make_unique_for_overwrite<std::uint8_t[]>(text.size() + 3 * EVP_MAX_BLOCK_LENGTH);
  std::size_t written = 0, last = 0;
  const Failure failure = [&] {
    const Lent lent(p);
    const Failure first = run.update(text.span(), out.get(), written);
    return first ? first : run.finish(out.get() + written, last);
  }();
  if (failure) return fail(p, failure);
  charge_bytes(p, text.size());
  return byte_binary(p, {out.get(), written + last});
}

Term get_data_1(Process& p, Term reference) {
  auto* state = magic::object_of<RunState>(reference);
  if (state == nullptr) return fail(p, "badarg", 0, "Bad State", {kFile, 880});
  const std::scoped_lock lock(state->mutex);
  return state->run.data(p);
}

constexpr Bif kRows[] = {
    bif<&final_1>("ng_crypto_final_nif"),       bif<&get_data_1>("ng_crypto_get_data_nif"), bif<&init_4>("ng_crypto_init_nif"),
    bif<&one_time_5>("ng_crypto_one_time_nif"), bif<&update_2>("ng_crypto_update_nif"),
};

}  // namespace
}  // namespace crypto

extern const BifModule kCryptoCipher;
constinit const BifModule kCryptoCipher{"crypto", crypto::kRows};

}  // namespace rt
