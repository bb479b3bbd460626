// SPDX-License-Identifier: Apache-2.0
#include "runtime/io/error_server.hpp"

#include <unistd.h>

#include "runtime/io/output.hpp"
#include "runtime/mailbox/mailbox.hpp"
#include "runtime/ops/chardata.hpp"
#include "runtime/port/ports.hpp"
#include "runtime/process/address.hpp"
#include "runtime/process/dirty.hpp"
#include "runtime/process/process.hpp"
#include "runtime/process/registry.hpp"
#include "runtime/process/spawn.hpp"
#include "runtime/signal/send.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

Term error_of(Process& p, Term what) { return p.reserve(3).tuple({atoms::error, what}); }

bool is_request(Term message) {
  return is_tuple(message, 4) && tuple_element(message, 0) == atoms::io_request && is_pid(tuple_element(message, 1));
}

}  // namespace

void ErrorServer::run_dirty(Process& p) {
  const Lent lent(p);
  (void)write_all(STDERR_FILENO, unwritten_);
  unwritten_.clear();
}

RunResult ErrorServer::run(Process& p, Worker&) {
  if (!roots.empty()) {  // it is written now
    (void)send(p, tuple_element(mailbox::peek(p), 1), roots[0]);
    roots.clear();
    mailbox::remove(p);
  }
  if (maker_) {  // its end is somewhere behind the request
    Term made = Term::none();
    mailbox::reset(p);
    for (Term m = mailbox::peek(p); m; m = mailbox::peek(p)) {
      if (is_tuple(m, 3) && tuple_element(m, 0) == atoms::EXIT && tuple_element(m, 1) == maker_) {
        made = tuple_element(m, 2);
        mailbox::remove(p);
        break;
      }
      mailbox::advance(p);
    }
    if (!made) return RunResult::waiting;
    maker_ = Term::none();
    mailbox::reset(p);
    // {Tag, return, Text}, or why there is none.
    const bool has_text = is_tuple(made, 3) && tuple_element(made, 1) == p.vm().atoms.must_intern("return");
    if (!serve(p, mailbox::peek(p), has_text ? tuple_element(made, 2) : atoms::undefined)) return RunResult::waiting;
    if (!roots.empty()) return leave_for_dirty(p, DirtyKind::io);
    mailbox::remove(p);
  }
  for (Term message = mailbox::peek(p); message; message = mailbox::peek(p)) {
    if (is_request(message)) {
      if (log_ != atoms::none) log(p, message);
      if (!serve(p, message, Term::none())) return RunResult::waiting;
      if (!roots.empty()) return leave_for_dirty(p, DirtyKind::io);
    }
    mailbox::remove(p);
  }
  return RunResult::waiting;
}

std::string without_colours(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, 2) == "\x1b[") {
      const std::size_t end = text.find_first_not_of("0123456789;", at + 2);
      if (end != text.npos && text[end] == 'm') {
        at = end + 1;
        continue;
      }
    }
    plain += text[at++];
  }
  return plain;
}

bool ErrorServer::serve(Process& p, Term message, Term made) {
  writer_ = tuple_element(message, 1);
  const Term request = tuple_element(message, 3);
  Answer last{atoms::ok};
  if (is_tuple(request, 2) && tuple_element(request, 0) == atoms::requests) {
    Term list = tuple_element(request, 1);
    for (std::size_t i = 0; i < step_ && list.is_cons(); ++i) list = list.tail();
    for (; list.is_cons(); list = list.tail()) {
      last = answer(p, list.head(), made);
      made = Term::none();
      if (!last.value) return false;
      ++step_;
      if (!last.is_ok) break;
    }
    step_ = 0;
  } else {
    last = answer(p, request, made);
    if (!last.value) return false;
  }
  const Term reply = p.reserve(4).tuple({atoms::io_reply, tuple_element(message, 2), last.value});
  if (unwritten_.empty()) {
    (void)send(p, tuple_element(message, 1), reply);
  } else {
    roots.assign(1, reply);
  }
  return true;
}

ErrorServer::Answer ErrorServer::answer(Process& p, Term request, Term made) {
  const auto part = [&](std::size_t i) { return tuple_element(request, i); };
  if (request == atoms::getopts) {
    HeapWriter w = p.reserve(24);
    return {w.list({w.tuple({atoms::encoding, is_unicode_ ? atoms::unicode : atoms::latin1}),
                    w.tuple({atoms::onlcr, is_onlcr_ ? atoms::true_ : atoms::false_}), w.tuple({atoms::log, log_})})};
  }
  if (is_tuple(request) && part(0) == atoms::put_chars) {
    const std::size_t size = tuple_arity(request);
    const Term encoding = size == 3 || size == 5 ? part(1) : atoms::latin1;
    if (encoding == atoms::latin1 || encoding == atoms::unicode) {
      if (size == 2 || size == 3) return put_chars(p, encoding, part(size - 1));
      if (size == 4 || size == 5) {
        return made ? put_chars(p, encoding, made) : start_maker(p, part(size - 3), part(size - 2), part(size - 1));
      }
    }
  }
  if (is_tuple(request, 2) && part(0) == atoms::setopts && part(1).is_list()) return set_options(p, part(1));
  if (is_tuple(request, 2) && part(0) == atoms::get_geometry) return {error_of(p, atoms::enotsup), false};
  return {error_of(p, p.reserve(3).tuple({atoms::request, request})), false};
}

// OTP's own code tells the logger, in a process of its own. What it does if that fails, and when, does not matter here.
void ErrorServer::log(Process& p, Term message) {
  AtomTable& atoms = p.vm().atoms;
  SpawnRequest request;
  request.function = p.vm().exports.intern(atoms.must_intern("group"), atoms.must_intern("log_io_request"), 3);
  request.arguments = p.reserve(6).list({message, log_, atoms.must_intern("standard_error")});
  request.parent = &p;
  (void)spawn(p.vm(), request);
}

ErrorServer::Answer ErrorServer::put_chars(Process& p, Term encoding, Term chardata) {
  const Chardata decoded =
      decode_chardata(p, chardata, encoding == atoms::latin1 ? ChardataEncoding::latin1 : ChardataEncoding::utf8);
  if (decoded.status != Chardata::Status::ok) return {error_of(p, atoms::put_chars), false};
  std::string text;
  const std::string chosen = writes_plain_ && writes_plain_(writer_, decoded.text) ? without_colours(decoded.text) : decoded.text;
  for (const char c : is_unicode_ ? chosen : latin1_of(chosen)) {
    if (c == '\n' && is_onlcr_) text += '\r';
    text += c;
  }
  // Where nobody reads there is nobody to tell.
  if (!unwritten_.empty() || !can_write_at_once(STDERR_FILENO, text.size())) {
    unwritten_ += text;
  } else {
    (void)write_all(STDERR_FILENO, text);
  }
  return {atoms::ok};
}

ErrorServer::Answer ErrorServer::start_maker(Process& p, Term module, Term function, Term arguments) {
  SpawnRequest request;
  request.function = p.vm().exports.intern(p.vm().atoms.must_intern("erpc"), p.vm().atoms.must_intern("execute_call"), 4);
  request.arguments = p.reserve(8).list({atoms::ok, module, function, arguments});
  request.parent = &p;
  request.link = true;
  maker_ = spawn(p.vm(), request);
  if (!maker_) return {error_of(p, atoms::put_chars), false};
  return {Term::none()};
}

ErrorServer::Answer ErrorServer::set_options(Process& p, Term options) {
  bool unicode = is_unicode_, onlcr = is_onlcr_;
  Term log = log_;
  for (; options.is_cons(); options = options.tail()) {
    const Term option = options.head();
    const Term name = is_tuple(option, 2) ? tuple_element(option, 0) : Term::nil();
    const Term value = is_tuple(option, 2) ? tuple_element(option, 1) : Term::nil();
    if (name == atoms::encoding && (value == atoms::unicode || value == atoms::utf8 || value == atoms::latin1)) {
      unicode = !(value == atoms::latin1);
    } else if (name == atoms::onlcr && (value == atoms::true_ || value == atoms::false_)) {
      onlcr = value == atoms::true_;
    } else if (name == atoms::log &&
               (value == atoms::none || value == atoms::output || value == atoms::input || value == atoms::all)) {
      log = value;
    } else {
      return {error_of(p, atoms::enotsup), false};
    }
  }
  is_unicode_ = unicode;
  is_onlcr_ = onlcr;
  log_ = log;
  return {atoms::ok};
}

Term start_standard_error(Vm& vm, WritesPlain writes_plain, bool is_unicode) {
  Process* server = spawn_native(vm, std::make_unique<ErrorServer>(std::move(writes_plain), is_unicode));
  if (server == nullptr) return Term::none();
  server->trap_exit = true;
  (void)vm.names->add(vm.atoms.must_intern("standard_error"), server->pid);
  vm.ports->add_standard_error(server->pid);
  server->relations().links[Term::local_port(1).word()] = Link{};
  return server->pid;
}

}  // namespace rt
