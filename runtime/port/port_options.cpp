// SPDX-License-Identifier: Apache-2.0
// One option after the other, later ones over earlier ones; then what does not go together; then the name.
#include "runtime/port/port_options.hpp"

#include <algorithm>

#include "runtime/term/atom_table.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/native_name.hpp"
#include "runtime/term/tuple.hpp"
#include "runtime/term/utf8.hpp"

namespace rt {
namespace {

// An atom's text in the encoding of names; nothing if it has none there.
std::optional<std::string> native_text(std::string_view utf8, NameEncoding encoding) {
  std::string result;
  while (!utf8.empty()) {
    const Utf8Character c = get_utf8(utf8);
    if (!append_native(result, c.character, encoding)) return std::nullopt;
    utf8.remove_prefix(c.length);
  }
  return result;
}

std::optional<std::uint64_t> unsigned_value(Term t) {
  if (t.is_small()) {
    if (t.small_value() < 0) return std::nullopt;
    return static_cast<std::uint64_t>(t.small_value());
  }
  if (!is_boxed_kind(t, Kind::bignum_positive) || header_words(*t.boxed_ptr()) != 1) return std::nullopt;
  return t.boxed_ptr()[1];
}

class RequestReader {
 public:
  RequestReader(const AtomTable& atoms, const Environment& environment, NameEncoding encoding)
      : atoms_(atoms), environment_(environment), encoding_(encoding) {}

  std::expected<OpenRequest, BadRequest> read(Term name, Term settings) {
    for (; settings.is_cons(); settings = settings.tail()) {
      if (!option(settings.head())) return std::unexpected(BadRequest::badopt);
    }
    if (!settings.is_nil()) return std::unexpected(BadRequest::badopt);
    PortSettings& s = request_.settings;
    if (!s.is_read && !s.is_written) s.is_read = s.is_written = true;
    if (s.line_bytes && s.packet_bytes != 0) return std::unexpected(BadRequest::badopt);
    if (request_.joins_stderr && !request_.uses_stdio) return std::unexpected(BadRequest::badopt);
    if (!has_environment_) request_.environment = environment_.all();
    if (!target(name)) return std::unexpected(BadRequest::badarg);
    return std::move(request_);
  }

 private:
  // A list of characters, an atom, or bytes up to the first 0.
  std::optional<std::string> native(Term t, bool may_be_empty) const {
    if (t.is_atom()) return native_text(atoms_.text(t), encoding_);
    if (t.is_cons() || (may_be_empty && t.is_nil())) return to_native_name(t, encoding_);
    if (!is_bitstring(t) || !is_binary(t)) return std::nullopt;
    std::vector<std::uint8_t> scratch;
    const auto bytes = bytes_of(t, scratch);
    return std::string(bytes.begin(), std::find(bytes.begin(), bytes.end(), std::uint8_t{0}));
  }

  bool option(Term t) {
    if (is_tuple(t, 2)) return pair(tuple_element(t, 0), tuple_element(t, 1));
    PortSettings& s = request_.settings;
    if (t == atoms::stream) {
      s.packet_bytes = 0;
    } else if (t == atoms::use_stdio) {
      request_.uses_stdio = true;
    } else if (t == atoms::nouse_stdio) {
      request_.uses_stdio = false;
    } else if (t == atoms::stderr_to_stdout) {
      request_.joins_stderr = true;
    } else if (t == atoms::line) {
      s.line_bytes = 512;
    } else if (t == atoms::binary) {
      s.is_binary = true;
    } else if (t == atoms::in) {
      s.is_read = true;
    } else if (t == atoms::out) {
      s.is_written = true;
    } else if (t == atoms::eof) {
      s.reports_eof = true;
    } else if (t == atoms::exit_status) {
      s.reports_exit_status = true;
    } else {
      return t == atoms::hide || t == atoms::overlapped_io;  // of another operating system
    }
    return true;
  }

  bool pair(Term key, Term value) {
    PortSettings& s = request_.settings;
    if (key == atoms::packet) {
      if (value != Term::small(1) && value != Term::small(2) && value != Term::small(4)) return false;
      s.packet_bytes = static_cast<unsigned>(value.small_value());
    } else if (key == atoms::line) {
      if (!value.is_small() || value.small_value() <= 0) return false;
      s.line_bytes = static_cast<std::size_t>(value.small_value());
    } else if (key == atoms::env) {
      return variables(value);
    } else if (key == atoms::args) {
      return arguments(value);
    } else if (key == atoms::arg0) {
      request_.arg0 = native(value, true);
      has_arguments_ = true;
      return request_.arg0.has_value();
    } else if (key == atoms::cd) {
      folder_ = value;
    } else if (key == atoms::parallelism) {
      s.is_parallel = value == atoms::true_;
      return value == atoms::true_ || value == atoms::false_;
    } else if (key == atoms::busy_limits_port) {
      request_.has_busy_limits = true;
      return limits(value, s.low_bytes, s.high_bytes);
    } else if (key == atoms::busy_limits_msgq) {  // commands act at once: there is no queue of them
      std::size_t low, high;
      return limits(value, low, high);
    } else {
      return false;
    }
    return true;
  }

  static bool limits(Term value, std::size_t& low, std::size_t& high) {
    constexpr std::size_t kDisabled = ~std::size_t{0};
    if (value == atoms::disabled) {
      low = high = kDisabled;
      return true;
    }
    if (!is_tuple(value, 2)) return false;
    const auto l = unsigned_value(tuple_element(value, 0)), h = unsigned_value(tuple_element(value, 1));
    if (!l || !h || *l == 0 || *h == 0 || *l == kDisabled || *h == kDisabled) return false;
    low = std::min(*l, *h);
    high = *h;
    return true;
  }

  // Over the machine's own: a value of false or [] takes a variable away.
  bool variables(Term list) {
    has_environment_ = true;
    request_.environment = environment_.all();
    for (; list.is_cons(); list = list.tail()) {
      if (!is_tuple(list.head(), 2)) return false;
      const Term name_term = tuple_element(list.head(), 0), value_term = tuple_element(list.head(), 1);
      const auto name = to_native_name(name_term, encoding_);
      if (!name || name->find('=') != name->npos) return false;
      if (value_term.is_nil() || value_term == atoms::false_) {
        request_.environment.erase(*name);
        continue;
      }
      auto value = to_native_name(value_term, encoding_);
      if (!value) return false;
      request_.environment.insert_or_assign(*name, std::move(*value));
    }
    return list.is_nil();
  }

  bool arguments(Term list) {
    has_arguments_ = true;
    request_.arguments.clear();
    for (; list.is_cons(); list = list.tail()) {
      auto argument = native(list.head(), true);
      if (!argument) return false;
      request_.arguments.push_back(std::move(*argument));
    }
    return list.is_nil();
  }

  bool target(Term name) {
    using Target = OpenRequest::Target;
    if (!is_tuple(name) || tuple_arity(name) == 0) return false;
    const Term kind = tuple_element(name, 0);
    if (kind == atoms::fd) {
      request_.target = Target::descriptors;
      if (tuple_arity(name) != 3 || !tuple_element(name, 1).is_small() || !tuple_element(name, 2).is_small()) return false;
      request_.input = static_cast<int>(tuple_element(name, 1).small_value());
      request_.output = static_cast<int>(tuple_element(name, 2).small_value());
      request_.name = std::to_string(request_.input) + "/" + std::to_string(request_.output);
    } else {
      if (kind == atoms::spawn_executable) {
        request_.target = Target::executable;
      } else if (kind == atoms::spawn_driver) {
        request_.target = Target::driver;
      } else if (kind != atoms::spawn) {
        return false;
      }
      if (tuple_arity(name) != 2) return false;
      auto text = native(tuple_element(name, 1), false);
      if (!text) return false;
      request_.name = std::move(*text);
    }
    if (has_arguments_ && request_.target != Target::executable) return false;
    if (!folder_.is_nil()) {
      auto folder = native(folder_, false);
      if (!folder) return false;
      request_.folder = std::move(*folder);
    }
    return !(request_.target == Target::descriptors && request_.settings.reports_exit_status);
  }

  const AtomTable& atoms_;
  const Environment& environment_;
  const NameEncoding encoding_;
  OpenRequest request_;
  bool has_environment_ = false, has_arguments_ = false;
  Term folder_ = Term::nil();
};

}  // namespace

std::expected<OpenRequest, BadRequest> read_open_request(const AtomTable& atoms, const Environment& environment,
                                                         NameEncoding encoding, Term name, Term settings) {
  return RequestReader(atoms, environment, encoding).read(name, settings);
}

}  // namespace rt
