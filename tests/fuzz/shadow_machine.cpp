// SPDX-License-Identifier: Apache-2.0
// One big switch over operations, written from verify.hpp and not from the verifier.
#include "tests/fuzz/shadow_machine.hpp"

#include <algorithm>

namespace fuzz {

using loader::Arg;
using loader::ArgKind;
using loader::GenericOp;
using loader::Opcode;
using loader::Operand;

std::uint32_t ShadowMachine::random(std::uint32_t limit) {
  rng_ ^= rng_ << 13;
  rng_ ^= rng_ >> 7;
  rng_ ^= rng_ << 17;
  return static_cast<std::uint32_t>(rng_ >> 16) % limit;
}

void ShadowMachine::complain(const char* what) {
  if (!complaint_) {
    complaint_ = std::string(what) + " at byte " + std::to_string(code_->ops[at_].offset) + ", " +
                 std::string(loader::opcode_name(code_->ops[at_].op));
  }
  is_done_ = true;
}

ShadowMachine::Slot* ShadowMachine::slot(const Arg& arg) {
  std::vector<Slot>& bank = arg.is(ArgKind::x) ? x_ : y_;
  if (arg.is(ArgKind::y) && (!has_frame_ || arg.word >= y_.size())) {
    complain("slot outside the frame");
    return nullptr;
  }
  return &bank[arg.word];
}

void ShadowMachine::read(const Arg& arg) {
  if (!arg.is_reg()) return;
  const Slot* s = slot(arg);
  if (s != nullptr && s->thing != Thing::term) complain("reads what is no term");
}

void ShadowMachine::write(const Arg& arg, Thing thing) {
  Slot* s = slot(arg);
  if (s == nullptr) return;
  if (s->thing == Thing::catch_mark || s->thing == Thing::try_mark) complain("overwrites a mark");
  *s = {thing, 0};
}

void ShadowMachine::collect(std::uint64_t live) {
  for (std::uint64_t i = 0; i < live; ++i) {
    if (x_[i].thing == Thing::garbage || x_[i].thing == Thing::exception) complain("collects garbage in x");
  }
  for (const Slot& s : y_) {
    if (s.thing == Thing::garbage) complain("collects garbage in y");
  }
  for (std::uint64_t i = live; i < x_.size(); ++i) x_[i] = {};
  heap_ = {};
}

void ShadowMachine::arguments(std::uint64_t count) {
  for (std::uint64_t i = 0; i < count; ++i) {
    if (x_[i].thing != Thing::term) complain("argument is no term");
  }
}

void ShadowMachine::call_returns() {
  std::fill(x_.begin(), x_.end(), Slot{});
  x_[0].thing = Thing::term;
  std::fill(fr_.begin(), fr_.end(), false);
  heap_ = {};
  if (random(5) == 0) raise();
}

bool ShadowMachine::has_marks() const {
  return std::any_of(y_.begin(), y_.end(), [](const Slot& s) {
    return s.thing == Thing::catch_mark || s.thing == Thing::try_mark;
  });
}

void ShadowMachine::leave_frame() {
  if (!has_frame_) complain("no frame to leave");
  if (has_marks()) complain("leaves a mark behind");
  has_frame_ = false;
  y_.clear();
}

void ShadowMachine::jump(std::uint64_t label) {
  for (std::size_t i = 0; i < code_->ops.size(); ++i) {
    if (code_->ops[i].op == Opcode::label && code_->ops[i].args[0].word == label) {
      at_ = i;
      return;
    }
  }
  complain("no such label");
}

// To the handler in the lowest slot; without one the walk is over.
void ShadowMachine::raise() {
  for (Slot& s : y_) {
    if (s.thing == Thing::catch_mark || s.thing == Thing::try_mark) {
      std::fill(x_.begin(), x_.end(), Slot{});
      std::fill(fr_.begin(), fr_.end(), false);
      heap_ = {};
      x_[0].thing = Thing::exception;
      jump(s.handler);
      return;
    }
  }
  is_done_ = true;
}

void ShadowMachine::local_call(std::uint32_t function, std::uint64_t arity) {
  if (module_.functions[function].arity != arity) complain("wrong arity");
  for (std::uint32_t i = 0; i < arity; ++i) {
    if (x_[i].thing == Thing::context)
      to_walk_.push_back({function, i, true});
    else if (x_[i].thing != Thing::term)
      complain("argument is no term");
  }
}

void ShadowMachine::operation(const GenericOp& op) {
  const auto& args = op.args;
  const loader::OpcodeInfo& info = loader::opcode_info(op.op);
  const auto branch = [this](const Arg& label) {  // taken or not
    if (random(3) != 0) return false;
    if (label.word == 0)
      raise();
    else
      jump(label.word);
    return true;
  };
  const auto needs_frame = [this] {
    if (!has_frame_) complain("no frame");
    for (const Slot& s : y_) {
      if (s.thing == Thing::garbage) complain("calls with garbage in y");
    }
  };
  const auto context = [this](const Arg& arg) {
    const Slot* s = slot(arg);
    if (s != nullptr && s->thing != Thing::context) complain("no match context");
  };
  const auto consume = [this](std::uint64_t words, unsigned floats, unsigned funs) {
    if (words > heap_.words || floats > heap_.floats || funs > heap_.funs) return complain("heap overrun");
    heap_.words -= static_cast<std::uint32_t>(words);
    heap_.floats = static_cast<std::uint16_t>(heap_.floats - floats);
    heap_.funs = static_cast<std::uint16_t>(heap_.funs - funs);
  };
  switch (op.op) {
    case Opcode::label:
    case Opcode::line: return;
    case Opcode::return_:
      arguments(1);
      if (has_frame_) complain("returns with a frame");
      is_done_ = true;
      return;
    case Opcode::func_info:
      for (std::uint64_t i = 0; i < args[2].word; ++i) {
        if (x_[i].thing != Thing::term && x_[i].thing != Thing::context) complain("argument is no term");
      }
      if (has_frame_) complain("function_clause with a frame");
      is_done_ = true;
      return;
    case Opcode::allocate:
    case Opcode::allocate_heap:
      if (has_frame_) complain("second frame");
      collect(args.back().word);
      has_frame_ = true;
      y_.assign(args[0].word, Slot{});
      if (op.op == Opcode::allocate_heap) heap_ = args[1].need();
      return;
    case Opcode::test_heap:
      collect(args[1].word);
      heap_ = args[0].need();
      return;
    case Opcode::deallocate:
      if (y_.size() != args[0].word) complain("frame size");
      leave_frame();
      return;
    case Opcode::trim:
      if (!has_frame_ || y_.size() != args[0].word + args[1].word) return complain("frame size");
      for (std::uint64_t i = 0; i < args[0].word; ++i) {
        if (y_[i].thing == Thing::catch_mark || y_[i].thing == Thing::try_mark) complain("trims a mark");
      }
      y_.erase(y_.begin(), y_.begin() + static_cast<std::ptrdiff_t>(args[0].word));
      return;
    case Opcode::call:
      needs_frame();
      local_call(module_.label_home[args[1].word].function, args[0].word);
      return call_returns();
    case Opcode::call_only:
    case Opcode::call_last:
      local_call(module_.label_home[args[1].word].function, args[0].word);
      if (op.op == Opcode::call_last) {
        if (y_.size() != args[2].word) complain("frame size");
        leave_frame();
      } else if (has_frame_) {
        complain("tail call with a frame");
      }
      is_done_ = true;
      return;
    case Opcode::call_ext:
    case Opcode::call_ext_only:
    case Opcode::call_ext_last: {
      const loader::Import& import = module_.imports[args[1].word];
      arguments(args[0].word);
      if (import.arity != args[0].word) complain("wrong arity");
      const std::string_view name = module_.atoms[import.function];
      if (module_.atoms[import.module] == "erlang" &&
          ((name == "error" && import.arity > 0 && import.arity < 4) ||
           ((name == "exit" || name == "throw") && import.arity == 1))) {
        return raise();
      }
      if (op.op == Opcode::call_ext) {
        needs_frame();
        return call_returns();
      }
      if (op.op == Opcode::call_ext_last) {
        if (y_.size() != args[2].word) complain("frame size");
        leave_frame();
      } else if (has_frame_) {
        complain("tail call with a frame");
      }
      is_done_ = true;
      return;
    }
    case Opcode::apply:
    case Opcode::call_fun:
    case Opcode::call_fun2:
    case Opcode::send:
    case Opcode::raw_raise:
    case Opcode::bs_init_writable: {
      needs_frame();
      if (op.op == Opcode::call_fun2) read(args[2]);
      arguments(op.op == Opcode::apply       ? args[0].word + 2
                : op.op == Opcode::call_fun  ? args[0].word + 1
                : op.op == Opcode::call_fun2 ? args[1].word
                : op.op == Opcode::send      ? 2
                : op.op == Opcode::raw_raise ? 3
                                             : 1);
      return call_returns();
    }
    case Opcode::apply_last:
      arguments(args[0].word + 2);
      if (y_.size() != args[1].word) complain("frame size");
      leave_frame();
      is_done_ = true;
      return;
    case Opcode::build_stacktrace:
      arguments(1);
      collect(1);
      return;
    case Opcode::catch_:
    case Opcode::try_:
      write(args[0], Thing::term);
      if (!is_done_)
        *slot(args[0]) = {op.op == Opcode::catch_ ? Thing::catch_mark : Thing::try_mark, args[1].index()};
      return;
    case Opcode::catch_end:
    case Opcode::try_end:
    case Opcode::try_case: {
      Slot* s = slot(args[0]);
      if (s == nullptr) return;
      if (s->thing != (op.op == Opcode::catch_end ? Thing::catch_mark : Thing::try_mark))
        return complain("no mark");
      *s = {Thing::term, 0};
      if (op.op == Opcode::try_case) {
        if (x_[0].thing != Thing::exception) return complain("no exception");
        std::fill(x_.begin(), x_.end(), Slot{});
        x_[0].thing = x_[1].thing = x_[2].thing = Thing::term;
      }
      if (op.op == Opcode::catch_end) {
        if (x_[0].thing != Thing::exception && x_[0].thing != Thing::term) return complain("no value");
        x_[0].thing = Thing::term;
      }
      return;
    }
    case Opcode::loop_rec:
      collect(0);
      if (random(2) == 0) return jump(args[0].word);
      x_[0].thing = Thing::term;
      return;
    case Opcode::loop_rec_end:
    case Opcode::wait: collect(0); return jump(args[0].word);
    case Opcode::wait_timeout: {
      read(args[1]);
      collect(0);
      if (random(4) == 0) return raise();
      const std::size_t own = at_;
      jump(args[0].word);
      while (code_->ops[at_ + 1].op == Opcode::jump && code_->ops[at_ + 1].is_reachable() && at_ + 1 != own &&
             code_->ops[at_ + 1].args[0].word != code_->ops[at_].args[0].word) {
        jump(code_->ops[at_ + 1].args[0].word);
      }
      const bool stays = at_ + 1 == own;
      at_ = own;
      if (random(2) == 0 && !stays) return jump(args[0].word);
      return;
    }
    case Opcode::timeout: std::fill(x_.begin(), x_.end(), Slot{}); return;
    case Opcode::recv_marker_reserve: return write(args[0], Thing::marker);
    case Opcode::recv_marker_bind: {
      const Slot* s = slot(args[0]);
      if (s != nullptr && s->thing != Thing::marker) complain("no marker");
      return read(args[1]);
    }
    case Opcode::move: {
      if (!args[0].is_reg()) return write(args[1], Thing::term);
      const Slot* s = slot(args[0]);
      if (s == nullptr) return;
      if (s->thing == Thing::garbage || s->thing >= Thing::exception)
        return complain("moves what is no term");
      return write(args[1], s->thing);
    }
    case Opcode::swap: {
      Slot* a = slot(args[0]);
      Slot* b = slot(args[1]);
      if (a == nullptr || b == nullptr) return;
      for (const Slot* s : {a, b}) {
        if (s->thing == Thing::garbage || s->thing >= Thing::exception)
          return complain("swaps what is no term");
      }
      return std::swap(*a, *b);
    }
    case Opcode::jump:
      if (op.is_trap()) {
        is_done_ = true;
        return;
      }
      return jump(args[0].word);
    case Opcode::select_val:
    case Opcode::select_tuple_arity: {
      read(args[0]);
      const auto list = args[2].list();
      if (list.empty() || random(3) == 0) return jump(args[1].word);
      return jump(list[random(static_cast<std::uint32_t>(list.size() / 2)) * 2 + 1].word);
    }
    case Opcode::put_list: consume(2, 0, 0); break;
    case Opcode::put_tuple2: consume(args[1].list().size() + 1, 0, 0); break;
    case Opcode::update_record: consume(args[1].word + 1, 0, 0); break;
    case Opcode::make_fun3:
      if (module_.funs[args[0].word].free_count != args[2].list().size()) complain("environment");
      consume(args[2].list().size(), 0, 1);
      break;
    case Opcode::fmove:
      if (args[0].is(ArgKind::fr)) {
        if (!fr_[args[0].word]) complain("float register");
        if (!args[1].is(ArgKind::fr)) consume(0, 1, 0);
      }
      if (args[1].is(ArgKind::fr)) {
        read(args[0]);
        if (random(6) == 0 && !op.is_proven()) return raise();
        fr_[args[1].word] = true;
        return;
      }
      return write(args[1], Thing::term);
    case Opcode::bs_start_match3:
    case Opcode::bs_start_match4: {
      const Arg& source = args[op.op == Opcode::bs_start_match3 ? 1 : 2];
      bool is_context = false;
      if (source.is_reg()) {
        const Slot* s = slot(source);
        if (s == nullptr) return;
        is_context = s->thing == Thing::context;
        if (!is_context && s->thing != Thing::term) return complain("matches on what is no term");
      }
      collect(args[op.op == Opcode::bs_start_match3 ? 2 : 1].word);
      if (!is_context && random(3) == 0 && !op.is_proven()) {
        if (args[0].is(ArgKind::atom) || args[0].word == 0) return raise();
        return jump(args[0].word);
      }
      return write(args[3], Thing::context);
    }
    case Opcode::bs_match: {
      context(args[1]);
      const auto list = args[2].list();
      for (std::size_t i = 0; i < list.size() && !is_done_;) {
        const std::string_view name = module_.atoms[list[i].word];
        if (name == "integer" || name == "binary" || name == "get_tail") {
          collect(list[i + 1].word);
          context(args[1]);
          write(list[i + (name == "get_tail" ? 3 : 5)], Thing::term);
          i += name == "get_tail" ? 4 : 6;
        } else {
          if (name != "skip" && random(4) == 0) return jump(args[0].word);
          i += name == "=:=" ? 4 : name == "ensure_at_least" ? 3 : 2;
        }
      }
      return;
    }
    case Opcode::bs_get_tail:
    case Opcode::bs_get_position:
      context(args[0]);
      collect(args[2].word);
      context(args[0]);
      return write(args[1], Thing::term);
    case Opcode::bs_set_position: context(args[0]); return read(args[1]);
    case Opcode::gc_bif1: {
      const std::string_view name = module_.atoms[module_.imports[args[2].word].function];
      if ((name == "byte_size" || name == "bit_size") && args[3].is_reg()) {
        const Slot* s = slot(args[3]);
        if (s != nullptr && s->thing == Thing::context) {
          collect(args[1].word);
          if (!branch(args[0])) write(args[4], Thing::term);
          return;
        }
      }
      break;
    }
    default: break;
  }
  if (is_done_) return;

  // The rest does what its signature says: contexts, sources, Live, fail label, destinations.
  const bool has_context =
      op.op == Opcode::bs_get_integer2 || op.op == Opcode::bs_get_float2 || op.op == Opcode::bs_get_binary2 ||
      op.op == Opcode::bs_skip_bits2 || op.op == Opcode::bs_test_tail2 || op.op == Opcode::bs_test_unit ||
      op.op == Opcode::bs_match_string || op.op == Opcode::bs_get_utf8 || op.op == Opcode::bs_get_utf16 ||
      op.op == Opcode::bs_get_utf32 || op.op == Opcode::bs_skip_utf8 || op.op == Opcode::bs_skip_utf16 ||
      op.op == Opcode::bs_skip_utf32;
  const Arg* fail = nullptr;
  const auto plain = [&info](std::size_t i) { return i < info.operand_count - (info.has_list ? 1u : 0u); };
  std::vector<const Arg*> destinations;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!plain(i)) {
      const auto list = args[i].list();
      for (std::size_t k = 0; k < list.size(); ++k) {
        const Operand letter = info.pattern[k % info.pattern_size];
        if (letter == Operand::destination || letter == Operand::y_slot)
          destinations.push_back(&list[k]);
        else if (letter != Operand::label)
          read(list[k]);
      }
    } else if (has_context && i == 1) {
      context(args[i]);
    } else if (info.operands[i] == Operand::destination ||
               info.operands[i] == Operand::float_or_destination) {
      destinations.push_back(&args[i]);
    } else if (info.operands[i] == Operand::label || info.operands[i] == Operand::label_or_none) {
      fail = &args[i];
    } else if (args[i].is(ArgKind::fr)) {
      if (i + 1 == args.size())
        destinations.push_back(&args[i]);
      else if (!fr_[args[i].word])
        complain("float register");
    } else {
      read(args[i]);
    }
  }
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (plain(i) && info.operands[i] == Operand::live) collect(args[i].word);
  }
  if (has_context) context(args[1]);
  const bool never_goes_on = op.op == Opcode::badmatch || op.op == Opcode::if_end ||
                             op.op == Opcode::case_end || op.op == Opcode::try_case_end ||
                             op.op == Opcode::badrecord || op.op == Opcode::raise;
  const bool may_raise_unproven = op.op == Opcode::get_list || op.op == Opcode::get_hd ||
                                  op.op == Opcode::get_tl || op.op == Opcode::get_tuple_element ||
                                  op.op == Opcode::update_record;
  if (never_goes_on || (may_raise_unproven && !op.is_proven() && random(8) == 0)) return raise();
  if (op.op == Opcode::get_map_elements || op.op == Opcode::get_record_elements) {
    for (std::size_t written = random(static_cast<std::uint32_t>(destinations.size() + 1)); written-- != 0;) {
      write(*destinations[written], Thing::term);
    }
  }
  if (op.presets()) write(*destinations.front(), Thing::term);
  if (is_done_ || (fail != nullptr && branch(*fail))) return;
  if (op.op == Opcode::bs_create_bin) heap_ = args[1].need();
  if (op.op == Opcode::bs_init2 || op.op == Opcode::bs_init_bits || op.op == Opcode::bs_append)
    heap_ = args[2].need();
  for (const Arg* destination : destinations) {
    if (destination->is(ArgKind::fr))
      fr_[destination->word] = true;
    else
      write(*destination, Thing::term);
  }
}

void ShadowMachine::walk_function(const Call& call, int steps) {
  code_ = verified_[call.function];
  if (code_ == nullptr) return;
  x_.assign(1024 + 8, Slot{});
  y_.clear();
  fr_.assign(1024, false);
  has_frame_ = is_done_ = false;
  heap_ = {};
  const loader::FunctionInfo& info = module_.functions[call.function];
  for (std::uint32_t i = 0; i < info.arity; ++i) x_[i].thing = Thing::term;
  if (call.has_context) x_[call.context_argument].thing = Thing::context;
  jump(info.entry_label);
  for (; steps > 0 && !is_done_; --steps) {
    const std::size_t before = at_;
    if (!code_->ops[at_].is_reachable()) return complain("reaches what is marked as unreachable");
    operation(code_->ops[at_]);
    if (is_done_ || at_ != before) continue;  // (a jump to itself is a step on: harmless)
    if (code_->ops[at_].is_trap()) return;
    if (++at_ == code_->ops.size()) {
      --at_;
      return complain("falls off the end");
    }
  }
}

std::optional<std::string> ShadowMachine::walk(std::uint32_t index, std::uint64_t seed, int steps) {
  rng_ = seed | 1;
  complaint_.reset();
  to_walk_ = {{index, 0, false}};
  for (int calls = 0; !to_walk_.empty() && calls < 8 && !complaint_; ++calls) {
    const Call call = to_walk_.back();
    to_walk_.pop_back();
    if (call.has_context && verified_[call.function] == nullptr) continue;
    walk_function(call, steps);
  }
  return complaint_;
}

}  // namespace fuzz
