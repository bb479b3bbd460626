// SPDX-License-Identifier: Apache-2.0
// erl_ddll: what of it is in C in OTP. No driver is ever loaded here (port/driver_libraries.hpp), so none is pending, has
// users or is permanent: monitors answer at once.
#include <optional>
#include <string>
#include <vector>

#include "runtime/bifs/bif.hpp"
#include "runtime/ops/iolist.hpp"
#include "runtime/port/driver_libraries.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/reference.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/native_name.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// --- arguments

// The bytes of an atom or of iodata, up to the first zero byte. Nothing: it is no name.
std::optional<std::string> driver_name(Process& p, Term name) {
  if (name.is_atom()) {
    const std::string_view text = p.vm().atoms.text(name);
    return text.empty() ? std::nullopt : std::optional<std::string>(text.substr(0, text.find('\0')));
  }
  const auto bytes = iodata_bytes(name);
  if (!bytes) return std::nullopt;
  const std::string text(bytes->begin(), bytes->end());
  return text.substr(0, text.find('\0'));
}

// A binary is taken as it is.
std::optional<std::string> folder_name(Process& p, Term path) {
  if (path.is_list()) return to_native_name(path, p.vm().name_encoding);
  if (!is_binary(path)) return std::nullopt;
  const auto bytes = iodata_bytes(path);
  return std::string(bytes->begin(), bytes->end());
}

// What the operating system gets: no more than up to a zero byte.
std::string path_of(std::string folder, std::string_view name) {
  folder.resize(folder.find_last_not_of("/\\") + 1);
  const std::string path = folder + "/" + std::string(name);
  return path.substr(0, path.find('\0'));
}

// True if it is a list whose elements are all right.
template <class Check>
bool all_of_list(Term list, Check&& is_right) {
  for (; list.is_cons(); list = list.tail()) {
    if (!is_right(list.head())) return false;
  }
  return list.is_nil();
}
bool is_delay(Term t) { return t == atoms::pending || t == atoms::pending_driver; }
bool is_kill_ports(Term t) { return t == atoms::kill_ports; }
bool is_pair_of(Term t, Term first) { return is_tuple(t, 2) && tuple_element(t, 0) == first; }

struct LoadOptions {
  bool is_reload = false;
};
std::optional<LoadOptions> load_options(Term list) {
  LoadOptions options;
  const bool is_right = all_of_list(list, [&options](Term option) {
    if (is_pair_of(option, atoms::driver_options)) return all_of_list(tuple_element(option, 1), is_kill_ports);
    if (is_pair_of(option, atoms::reload)) options.is_reload = true;
    const bool may_be_delayed = is_pair_of(option, atoms::reload) || is_pair_of(option, atoms::monitor);
    return may_be_delayed && is_delay(tuple_element(option, 1));
  });
  return is_right ? std::optional(options) : std::nullopt;
}

// --- errors

Term error_tuple(Process& p, Term what) { return p.reserve(3).tuple({atoms::error, what}); }

Term load_error(Process& p, int error) {
  const std::string_view name = DriverLibraries::name_of(error);
  if (!name.empty()) return error_tuple(p, p.vm().atoms.must_intern(name));
  return error_tuple(p, p.reserve(3).tuple({atoms::open_error, Term::small(error)}));
}

struct Explained {
  Term error;
  std::string_view text;
};
constexpr Explained kExplained[] = {
    {atoms::inconsistent, "Driver name and/or driver options are inconsistent with currently loaded driver"},
    {atoms::linked_in_driver, "Driver is statically linked and cannot be loaded/unloaded"},
    {atoms::permanent, "DDLL driver is permanent an cannot be unloaded/loaded"},
    {atoms::not_loaded, "DDLL driver is not loaded"},
    {atoms::not_loaded_by_this_process, "DDLL driver was not loaded by this process"},
    {atoms::not_pending, "DDLL load not pending for this driver name"},
    {atoms::already_loaded, "DDLL driver is already loaded successfully"},
    {atoms::pending_reload, "Driver reloading is already pending"},
    {atoms::pending_process, "Driver is loaded by others when attempting option {reload, pending_driver}"},
};

std::optional<int> error_number(Process& p, Term error) {
  if (is_pair_of(error, atoms::open_error) && tuple_element(error, 1).is_small()) {
    return static_cast<int>(tuple_element(error, 1).small_value());
  }
  if (!error.is_atom()) return std::nullopt;
  for (int number = DriverLibraries::no_error; number > DriverLibraries::kFirstLinkerError; --number) {
    if (DriverLibraries::name_of(number) == p.vm().atoms.text(error)) return number;
  }
  return std::nullopt;
}

Term format_error_int_1(Process& p, Term error) {
  for (const Explained& row : kExplained) {
    if (row.error == error) return byte_list(p, row.text);
  }
  const auto number = error_number(p, error);
  return number ? byte_list(p, p.vm().driver_libraries->text_of(*number)) : p.raise<Fault::badarg>();
}

// --- loading

Term try_load_3(Process& p, Term path, Term name_term, Term option_list) {
  const auto options = load_options(option_list);
  const auto name = driver_name(p, name_term);
  const auto folder = folder_name(p, path);
  if (!options || !name || !folder) return p.raise<Fault::badarg>();
  if (DriverLibraries::is_linked_in(*name)) return error_tuple(p, atoms::linked_in_driver);
  if (options->is_reload) return error_tuple(p, atoms::not_loaded);
  return load_error(p, p.vm().driver_libraries->refuse(path_of(*folder, *name)));
}

Term try_unload_2(Process& p, Term name_term, Term options) {
  const bool is_right = all_of_list(options, [](Term option) {
    return is_kill_ports(option) || (is_pair_of(option, atoms::monitor) && is_delay(tuple_element(option, 1)));
  });
  const auto name = driver_name(p, name_term);
  if (!is_right || !name) return p.raise<Fault::badarg>();
  return error_tuple(p, DriverLibraries::is_linked_in(*name) ? atoms::linked_in_driver : atoms::not_loaded);
}

// --- monitors

Term monitor_2(Process& p, Term tag, Term item) {
  if (!(tag == atoms::driver) || !is_tuple(item, 2)) return p.raise<Fault::badarg>();
  const auto name = driver_name(p, tuple_element(item, 0));
  const Term when = tuple_element(item, 1);
  const bool is_known = when == atoms::loaded || when == atoms::unloaded || when == atoms::unloaded_only;
  if (!name || !is_known) return p.raise<Fault::badarg>();
  const bool is_there = DriverLibraries::is_linked_in(*name);
  HeapWriter w = p.reserve(kReferenceWords + 6);
  const Term reference = write_reference(w, RefId{p.vm().unique_number(), 0});
  const Term message = w.tuple({is_there ? atoms::UP : atoms::DOWN, reference, atoms::driver, tuple_element(item, 0),
                                is_there ? atoms::permanent : atoms::unloaded});
  (void)send(p, p.pid, message);
  return reference;
}

Term demonitor_1(Process& p, Term reference) { return is_local_reference(reference) ? atoms::true_ : p.raise<Fault::badarg>(); }

// --- questions

Term loaded_drivers_0(Process& p) {
  std::vector<Term> names;
  for (const std::string_view name : DriverLibraries::linked_in()) names.push_back(byte_list(p, name));
  HeapWriter w = p.reserve(2 * names.size() + 3);
  const Term list = w.list(names);
  return w.tuple({atoms::ok, list});
}

Term info_2(Process& p, Term name_term, Term what) {
  const auto name = driver_name(p, name_term);
  if (!name || !DriverLibraries::is_linked_in(*name)) return p.raise<Fault::badarg>();
  if (what == atoms::linked_in_driver) return atoms::true_;
  if (what == atoms::permanent) return atoms::false_;
  for (const Term other : {atoms::processes, atoms::driver_options, atoms::port_count, atoms::awaiting_load, atoms::awaiting_unload}) {
    if (what == other) return atoms::linked_in_driver;
  }
  return p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&demonitor_1>("demonitor"), bif<&format_error_int_1>("format_error_int"), bif<&info_2>("info"),
    bif<&loaded_drivers_0>("loaded_drivers"), bif<&monitor_2>("monitor"), bif<&try_load_3>("try_load"),
    bif<&try_unload_2>("try_unload"),
};

}  // namespace

extern const BifModule kErlDdll;
constinit const BifModule kErlDdll{"erl_ddll", kRows};

}  // namespace rt
