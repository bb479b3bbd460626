// SPDX-License-Identifier: Apache-2.0
// Module prim_tty: the terminal below OTP's user_drv (io/terminal.hpp).
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

#include "runtime/base/posix_error.hpp"
#include "runtime/bifs/bif.hpp"
#include "runtime/io/character_width.hpp"
#include "runtime/io/output.hpp"
#include "runtime/io/terminal.hpp"
#include "runtime/io/terminal_capabilities.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/process/atom_text.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/magic.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/map.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term atom(Process& p, std::string_view text) { return p.vm().atoms.must_intern(text); }
Term pair(Process& p, Term tag, Term value) { return p.reserve(3).tuple({tag, value}); }
Term error(Process& p, std::string_view reason) { return pair(p, atoms::error, atom(p, reason)); }
// {error, {Function, Errno}}
Term failure(Process& p, std::string_view function, int code) {
  return pair(p, atoms::error, pair(p, atom(p, function), atom(p, posix_error_name(code))));
}

std::optional<int> descriptor_of(Process& p, Term name) {
  const std::string_view text = atom_text(p, name);
  if (text == "stdin") return STDIN_FILENO;
  if (text == "stdout") return STDOUT_FILENO;
  if (text == "stderr") return STDERR_FILENO;
  return std::nullopt;
}

std::optional<int> int_of(Term t) {
  if (!t.is_small() || !std::in_range<int>(t.small_value())) return std::nullopt;
  return static_cast<int>(t.small_value());
}

Term isatty_1(Process& p, Term name) {
  const auto descriptor = descriptor_of(p, name);
  if (!descriptor) return p.raise<Fault::badarg>();
  if (::isatty(*descriptor) != 0) return atoms::true_;
  return errno == EBADF ? atom(p, "ebadf") : atoms::false_;
}

// --- the terminal

Term tty_create_0(Process& p) { return pair(p, atoms::ok, magic::new_reference(p, new Terminal)); }

Term tty_init_3(Process& p, Term reference, Term name, Term options) {
  auto* terminal = magic::object_of<Terminal>(reference);
  const auto descriptor = descriptor_of(p, name);
  if (terminal == nullptr || !descriptor || !is_map(options)) return p.raise<Fault::badarg>();
  const auto wish = [&](std::string_view key) -> std::optional<bool> {
    const Term value = map_get(options, atom(p, key));
    if (value != atoms::true_ && value != atoms::false_) return std::nullopt;
    return value == atoms::true_;
  };
  const int code = terminal->begin(*descriptor, {wish("canon"), wish("echo"), wish("sig")});
  return code == 0 ? atoms::ok : failure(p, "tcgetattr", code);
}

Term tty_set_1(Process& p, Term reference) {
  auto* terminal = magic::object_of<Terminal>(reference);
  if (terminal == nullptr) return p.raise<Fault::badarg>();
  const int code = terminal->set(p);
  return code == 0 ? atoms::ok : failure(p, "tcsetattr", code);
}

Term tty_window_size_1(Process& p, Term reference) {
  const auto* terminal = magic::object_of<Terminal>(reference);
  if (terminal == nullptr) return p.raise<Fault::badarg>();
  const auto size = terminal->size();
  if (!size) return error(p, "enotsup");
  return pair(p, atoms::ok, pair(p, Term::small(size->first), Term::small(size->second)));
}

Term tty_select_3(Process& p, Term reference, Term signals, Term input) {
  auto* terminal = magic::object_of<Terminal>(reference);
  if (terminal == nullptr) return p.raise<Fault::badarg>();
  const int code = terminal->select(p, reference, signals, input);
  return code == 0 ? atoms::ok : failure(p, "pipe", code);
}

Term tty_read_signal_2(Process& p, Term reference, Term signals) {
  auto* terminal = magic::object_of<Terminal>(reference);
  if (terminal == nullptr) return p.raise<Fault::badarg>();
  const auto signal = terminal->next_signal(p, reference, signals);
  return signal ? pair(p, atoms::ok, atom(p, *signal == 'w' ? "winch" : "cont")) : error(p, "empty");
}

Term read_nif_2(Process& p, Term reference, Term input) {
  auto* terminal = magic::object_of<Terminal>(reference);
  if (terminal == nullptr) return p.raise<Fault::badarg>();
  const Terminal::Input read = terminal->read_input(p, reference, input);
  if (read.error != 0) return failure(p, "read", read.error);
  return read.is_at_end ? error(p, "closed") : pair(p, atoms::ok, byte_binary(p, read.bytes));
}

Term write_nif_2(Process& p, Term reference, Term chunks) {
  if (magic::object_of<Terminal>(reference) == nullptr) return p.raise<Fault::badarg>();
  const auto size = iodata_size(chunks);
  if (!size || !chunks.is_list()) return p.raise<Fault::badarg>();
  if (must_not_block(p) && !can_write_at_once(STDOUT_FILENO, *size)) return run_dirty(p, DirtyKind::io);
  std::string bytes(*size, '\0');
  copy_iodata(chunks, reinterpret_cast<std::uint8_t*>(bytes.data()));
  int code = 0;
  {
    const Lent lent(p);
    if (!write_all(STDOUT_FILENO, bytes)) code = errno;
  }
  return code == 0 ? atoms::ok : error(p, posix_error_name(code));
}

Term tty_encoding_1(Process& p, Term) { return atom(p, "utf8"); }

// --- characters

Term setlocale_1(Process&, Term) { return boolean(character_width::is_utf8()); }

Term isprint_1(Process& p, Term character) {
  const auto byte = int_of(character);
  return byte ? boolean(character_width::is_printable(static_cast<unsigned char>(*byte))) : p.raise<Fault::badarg>();
}

Term width(Process& p, int columns) {
  return columns < 0 ? error(p, "not_printable") : Term::small(columns);
}

Term wcwidth_1(Process& p, Term character) {
  const auto code = int_of(character);
  return code ? width(p, character_width::columns(static_cast<wchar_t>(*code))) : p.raise<Fault::badarg>();
}

Term wcswidth_1(Process& p, Term characters) {
  const auto bytes = iodata_bytes(characters);
  if (!bytes) return p.raise<Fault::badarg>();
  std::vector<wchar_t> text(bytes->size() / sizeof(wchar_t));
  if (!text.empty()) std::memcpy(text.data(), bytes->data(), text.size() * sizeof(wchar_t));
  const int columns = character_width::columns(text);
  return columns < 0 ? error(p, "not_printable") : pair(p, atoms::ok, Term::small(columns));
}

Term sizeof_wchar_0(Process&) { return Term::small(sizeof(wchar_t)); }

// --- what the terminal can do. Names come with a zero byte behind them.

std::optional<std::string> name_of(Term chardata) {
  const auto bytes = iodata_bytes(chardata);
  if (!bytes) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(bytes->data()), ::strnlen(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
}

Term tgetent_nif_1(Process& p, Term name) {
  const auto terminal = name_of(name);
  if (!terminal) return p.raise<Fault::badarg>();
  return terminal_capabilities::select(*terminal) ? atoms::ok : failure(p, "tgetent", ENOENT);
}

Term tgetnum_nif_1(Process& p, Term name) {
  const auto capability = name_of(name);
  return capability ? Term::small(terminal_capabilities::number(*capability)) : p.raise<Fault::badarg>();
}

Term tgetflag_nif_1(Process& p, Term name) {
  const auto capability = name_of(name);
  return capability ? boolean(terminal_capabilities::flag(*capability)) : p.raise<Fault::badarg>();
}

Term tgetstr_nif_1(Process& p, Term name) {
  const auto capability = name_of(name);
  if (!capability) return p.raise<Fault::badarg>();
  const auto text = terminal_capabilities::text(*capability);
  return text ? pair(p, atoms::ok, byte_binary(p, *text)) : atoms::false_;
}

Term tgoto_nif_3(Process& p, Term text, Term column, Term line) {
  const auto name = name_of(text);
  const auto to_column = int_of(column), to_line = int_of(line);
  if (!name || !to_column || !to_line) return p.raise<Fault::badarg>();
  const auto bytes = terminal_capabilities::with_parameters(*name, *to_column, *to_line);
  return bytes ? pair(p, atoms::ok, byte_binary(p, *bytes)) : failure(p, "tgoto", ENOENT);
}
Term tgoto_nif_2(Process& p, Term text, Term column) { return tgoto_nif_3(p, text, column, Term::small(0)); }
Term tgoto_nif_1(Process& p, Term text) { return tgoto_nif_3(p, text, Term::small(0), Term::small(0)); }

constexpr Bif kRows[] = {
    bif<&isatty_1>("isatty"),
    bif<&isprint_1>("isprint"),
    bif<&read_nif_2>("read_nif"),
    bif<&setlocale_1>("setlocale"),
    bif<&sizeof_wchar_0>("sizeof_wchar"),
    bif<&tgetent_nif_1>("tgetent_nif"),
    bif<&tgetflag_nif_1>("tgetflag_nif"),
    bif<&tgetnum_nif_1>("tgetnum_nif"),
    bif<&tgetstr_nif_1>("tgetstr_nif"),
    bif<&tgoto_nif_1>("tgoto_nif"),
    bif<&tgoto_nif_2>("tgoto_nif"),
    bif<&tgoto_nif_3>("tgoto_nif"),
    bif<&tty_create_0>("tty_create"),
    bif<&tty_encoding_1>("tty_encoding"),
    bif<&tty_init_3>("tty_init"),
    bif<&tty_read_signal_2>("tty_read_signal"),
    bif<&tty_select_3>("tty_select"),
    bif<&tty_set_1>("tty_set"),
    bif<&tty_window_size_1>("tty_window_size"),
    bif<&wcswidth_1>("wcswidth"),
    bif<&wcwidth_1>("wcwidth"),
    bif<&write_nif_2>("write_nif"),
};

}  // namespace

extern const BifModule kPrimTty;
constinit const BifModule kPrimTty{"prim_tty", kRows};

}  // namespace rt
