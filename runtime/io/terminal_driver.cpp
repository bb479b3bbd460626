// SPDX-License-Identifier: Apache-2.0
#include "runtime/io/terminal_driver.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "runtime/io/character_width.hpp"
#include "runtime/io/event_logger.hpp"
#include "runtime/io/output.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/ops/chardata.hpp"
#include "runtime/ops/map_ops.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/process_table.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/server_on_demand.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/text_terms.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

// #{stderr => _, stdin => _, stdout => _}, built as a list for maps:from_list would need code: atoms in index order.
Term terminal_state(Process& p) {
  const auto is_terminal = [](int descriptor) { return boolean(::isatty(descriptor) != 0); };
  return new_map(p, {atoms::stdin_, is_terminal(STDIN_FILENO), atoms::stdout_, is_terminal(STDOUT_FILENO), atoms::stderr_,
                     is_terminal(STDERR_FILENO)});
}

Term external_fun(Process& p, const Export* callee) {
  HeapWriter w = p.reserve(2);
  Word* fun = w.take(2);
  fun[0] = make_header(Kind::fun_export, 1);
  fun[1] = reinterpret_cast<Word>(callee);
  return Term::boxed(fun);
}

Term geometry(Process& p) {
  winsize size{};
  if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
    return p.reserve(3).tuple({atoms::error, atoms::enotsup});
  }
  return p.reserve(3).tuple({Term::small(size.ws_col), Term::small(size.ws_row)});
}

}  // namespace

RunResult TerminalDriver::run(Process& p, Worker&) {
  for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
    if (!std::exchange(has_written_, false)) handle(p, message);
    if (!unwritten_.empty()) return leave_for_dirty(p, DirtyKind::io);
    if (is_closed_) return RunResult::exited;  // and `user` with it: who prints from now on gets {error, terminated}
    if (p.engine != &run_native_process) {  // it goes on as user_drv
      mailbox::remove(p);
      return RunResult::yielded;
    }
    confirm(p, message);
    mailbox::remove(p);
  }
  return RunResult::waiting;
}

void TerminalDriver::run_dirty(Process& p) {
  int error = 0;
  {
    const Lent lent(p);
    if (!write_all(STDOUT_FILENO, unwritten_)) error = errno;
  }
  unwritten_.clear();
  has_written_ = true;
  if (error != 0) close(p, error);
}

// {Group, {put_chars_sync, unicode, Chars, Reply}} is answered when it is written.
void TerminalDriver::confirm(Process& p, Term message) {
  if (!is_tuple(message, 2) || !is_pid(tuple_element(message, 0))) return;
  const Term what = tuple_element(message, 1);
  if (!is_tuple(what, 4) || tuple_element(what, 0) != atoms::put_chars_sync) return;
  (void)send(p, tuple_element(message, 0), p.reserve(4).tuple({atoms::reply, tuple_element(what, 3), atoms::ok}));
}

void TerminalDriver::handle(Process& p, Term message) {
  if (message == atoms::ready_input) return forward_input(p);
  if (is_tuple(message, 3) && tuple_element(message, 1) == atoms::set_unicode_state) {
    const bool before = is_unicode_;
    is_unicode_ = tuple_element(message, 2) == atoms::true_;
    set_error_encoding(p);
    const Term answer = p.reserve(4).tuple({p.pid, atoms::set_unicode_state, boolean(before)});
    (void)send(p, tuple_element(message, 0), answer);
    return;
  }
  if (is_tuple(message, 4) && is_pid(tuple_element(message, 0)) && tuple_element(message, 1) == p.vm().atoms.must_intern("user_sup")) {
    p.address->parent.store(tuple_element(message, 0).word(), std::memory_order_relaxed);
    roots.assign(1, tuple_element(message, 2));
    p.group_leader = tuple_element(message, 3);
    return;
  }
  if (is_tuple(message, 2) && is_pid(tuple_element(message, 0))) {
    const Term sender = tuple_element(message, 0), what = tuple_element(message, 1);
    if (!is_map(what)) return request(p, sender, what);
    if (is_still_user(p)) return go_on_as_user_drv(p, what);
    send_message(p.vm(), p.worker, sender, p.vm().atoms.must_intern(kStepTaken));
  }
}

// Where a program has put a process of its own in the place of `user`, user_drv would take that one for the group it made,
// and not write what others ask for: there is none then.
bool TerminalDriver::is_still_user(Process& p) const { return p.vm().names->find(p.vm().atoms.must_intern("user")) == user_; }

// As gen_statem:start/4 would start it from user_sup. What is in the mailbox still is handled there. Lost are the first bytes
// of a character whose last ones have not come.
void TerminalDriver::go_on_as_user_drv(Process& p, Term options) {
  Vm& vm = p.vm();
  const auto atom = [&vm](std::string_view text) { return vm.atoms.must_intern(text); };
  if (reader_ != nullptr) {
    reader_->stop();
    forward_input(p);
  }
  if (is_unicode_ != character_width::is_utf8()) {
    send_message(vm, p.worker, p.pid, p.reserve(4).tuple({p.pid, atoms::set_unicode_state, boolean(is_unicode_)}));
  }
  const Term user_drv = atom("user_drv"), self = atom("self");
  const Term parent = vm.processes->parent_of(p.pid);
  const Term name = p.reserve(3).tuple({atom("local"), user_drv});
  constexpr std::size_t kStartWords = 7 * 2;
  const Term start = p.reserve(kStartWords).list({atom("gen_statem"), p.pid, self, name, user_drv, options, Term::nil()});
  Term arguments[] = {parent ? parent : p.pid, roots.empty() ? Term::nil() : roots[0], atom("gen"), atom("init_it"), start};
  vm.names->show(p.pid);
  go_on_as(p, vm.exports.intern(atom("proc_lib"), atom("init_p"), 5), arguments);
}

// As in OTP standard error speaks as standard output does. Nobody waits for the answer.
void TerminalDriver::set_error_encoding(Process& p) {
  const Term server = p.vm().names->find(p.vm().atoms.must_intern("standard_error"));
  if (!server) return;
  HeapWriter w = p.reserve(16);
  const Term option = w.tuple({atoms::encoding, is_unicode_ ? atoms::unicode : atoms::latin1});
  const Term request = w.tuple({atoms::setopts, w.list({option})});
  (void)send(p, server, w.tuple({atoms::io_request, p.pid, atoms::ok, request}));
}

void TerminalDriver::request(Process& p, Term group, Term what) {
  const auto answer = [&](Term value) { (void)send(p, group, p.reserve(4).tuple({p.pid, what, value})); };
  if (what == atoms::tty_geometry) return answer(geometry(p));
  if (what == atoms::get_unicode_state) return answer(boolean(is_unicode_));
  if (what == atoms::get_terminal_state) return answer(terminal_state(p));
  if (is_tuple(what, 4) && tuple_element(what, 0) == atoms::put_chars_sync) {
    write(p, tuple_element(what, 2));
  } else if (is_tuple(what, 3) &&
             (tuple_element(what, 0) == atoms::put_chars || tuple_element(what, 0) == atoms::insert_chars)) {
    write(p, tuple_element(what, 2));
  } else if (is_tuple(what, 2) && tuple_element(what, 0) == atoms::requests) {
    // The prompt of someone who is going to read.
    for (Term list = tuple_element(what, 1); list.is_cons(); list = list.tail()) {
      const Term r = list.head();
      if (is_tuple(r, 3)) request(p, group, r);
    }
    group_ = group;
    if (reader_ == nullptr) reader_ = std::make_unique<StdinReader>(p.vm(), STDIN_FILENO, p.pid);
  }
}

void TerminalDriver::write(Process& p, Term chardata) {
  const Chardata decoded = decode_chardata(p, chardata, ChardataEncoding::utf8);
  const std::string text = is_unicode_ ? decoded.text : latin1_of(decoded.text);
  if (is_closed_) return;
  if (!unwritten_.empty() || !can_write_at_once(STDOUT_FILENO, text.size())) {
    unwritten_ += text;
  } else if (!write_all(STDOUT_FILENO, text)) {
    close(p, errno);
  }
}

// OTP's logger, which cannot print it either, says so on standard error.
void TerminalDriver::close(Process& p, int error) {
  const std::string_view why = error == ENOSPC ? "enospc" : error == EIO ? "eio" : "epipe";
  is_closed_ = true;
  (void)write_all(STDERR_FILENO, "Failed to write log message to stdout, trying stderr\n" +
                                     event_header("ERROR", Clock::system_ns() / 1000) + "Writer crashed (" +
                                     std::string(why) + ")\n");
  p.exit_reason = atoms::normal;
}

// As OTP's reader: input that is no UTF-8 makes everything ISO 8859-1 from then on, output too.
void TerminalDriver::forward_input(Process& p) {
  if (reader_ == nullptr || !group_) return;
  const StdinReader::Input input = reader_->take();
  std::string bytes = begun_ + input.bytes, text;
  begun_.clear();
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (is_unicode_) {
      const Utf8Character c = get_utf8(reinterpret_cast<const std::uint8_t*>(bytes.data()) + at, bytes.size() - at);
      if (c.status == Utf8Status::ok) {
        text.append(bytes, at, c.length);
        at += c.length;
        continue;
      }
      if (c.status == Utf8Status::incomplete) {
        begun_ = bytes.substr(at);
        break;
      }
      is_unicode_ = false;
    }
    append_utf8(text, static_cast<std::uint8_t>(bytes[at++]));
  }
  if (!text.empty()) {
    const Term binary = byte_binary(p, text);
    HeapWriter w = p.reserve(6);
    (void)send(p, group_, w.tuple({p.pid, w.tuple({atoms::data, binary})}));
  }
  if (input.is_at_end) (void)send(p, group_, p.reserve(3).tuple({p.pid, atoms::eof}));
}

// The process that group:start/3 would make with [{echo,false},{noshell,true}], begun at its loop: what is before that
// looks for a configuration that there is none of.
Term start_user(Vm& vm, bool is_unicode) {
  Process* driver = spawn_native(vm, std::make_unique<TerminalDriver>(is_unicode));
  if (driver == nullptr) return Term::none();
  vm.names->hide(driver->pid);
  SpawnRequest request;
  request.function = vm.exports.intern(vm.atoms.must_intern("group"), vm.atoms.must_intern("server_loop"), 3);
  request.arguments = driver->reserve(6).list({driver->pid, atoms::ok, Term::nil()});
  request.parent = driver;
  request.link = true;
  Process* user = create_process(vm, request);
  if (user == nullptr) return Term::none();
  user->trap_exit = true;
  user->initial_function = vm.exports.intern(vm.atoms.must_intern("group"), vm.atoms.must_intern("server"), 4);
  const auto atom = [&](std::string_view text) { return vm.atoms.must_intern(text); };
  const Export* expand = vm.exports.intern(atom("edlin_expand"), atom("expand"), 2);
  user->dictionary.put(atom("read_mode"), atoms::list);
  user->dictionary.put(atom("user_drv"), driver->pid);
  user->dictionary.put(atom("expand_fun"), external_fun(*user, expand));
  user->dictionary.put(atom("echo"), atoms::false_);
  user->dictionary.put(atom("dumb"), atoms::false_);
  user->dictionary.put(atom("noshell"), atoms::true_);
  user->dictionary.put(atom("expand_below"), atoms::true_);
  user->dictionary.put(atom("line_buffer"), Term::nil());
  user->dictionary.put(atom("log"), atoms::none);
  user->group_leader = user->pid;
  const Term pid = user->pid;
  (void)vm.names->add(atom("user"), pid);
  static_cast<TerminalDriver&>(*driver->native).user_ = pid;
  vm.terminal_driver = driver->pid;
  let_run(*user, nullptr);
  return pid;
}

}  // namespace rt
