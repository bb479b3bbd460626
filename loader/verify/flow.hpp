// SPDX-License-Identifier: Apache-2.0
// Flow: the data flow analysis of one function. Internal to loader/verify.
//
// States are kept per label; a label whose state went down is analysed again, lowest first. Operations
// are in flow_ops.cpp, flow_control.cpp, flow_terms.cpp and flow_bits.cpp.
#pragma once

#include <algorithm>
#include <bitset>
#include <string>
#include <vector>

#include "loader/decode/decoded_module.hpp"
#include "loader/verify/state.hpp"

namespace loader::verify {

// A parameter of a function of the module.
struct Parameter {
  std::uint32_t function;
  std::uint32_t index;
  friend constexpr auto operator<=>(Parameter, Parameter) = default;
};

// A list that is a set in the end; repeated visits of a call must not make it grow without bound.
template <typename T>
class GrowingSet {
 public:
  void add(T item) {
    items_.push_back(std::move(item));
    if (items_.size() >= limit_) settle();
  }
  void settle() {
    std::sort(items_.begin(), items_.end());
    items_.erase(std::unique(items_.begin(), items_.end()), items_.end());
    limit_ = std::max<std::size_t>(4096, items_.size() * 2);
  }
  const std::vector<T>& items() const { return items_; }

 private:
  std::vector<T> items_;
  std::size_t limit_ = 4096;
};

// A parameter that is passed on as another function's.
struct Pass {
  std::uint32_t own;
  Parameter to;
  friend constexpr auto operator<=>(Pass, Pass) = default;
};

// What a function does with match contexts, seen from outside.
struct ContextUse {
  std::bitset<256> rejects;  // parameters used as ordinary terms
  GrowingSet<Pass> passes;
  GrowingSet<Parameter> requires_;  // contexts made here are passed to
};

// Facts about imports, found once per module.
enum class ImportTrait : std::uint8_t {
  none = 0,
  is_erlang = 1,
  is_heapless_guard = 2,
  never_returns = 4,
  is_setelement = 8,
  is_size = 16
};

class Flow {
 public:
  Flow(const DecodedModule& module, const std::vector<std::uint8_t>& import_traits)
      : module_(module), import_traits_(import_traits), label_slot_(module.label_home.size(), 0) {}

  // Sets the flags of code.ops. `use` is filled in on success.
  Result<void> run(FunctionCode& code, ContextUse& use);

 private:
  enum class Next { go_on, stop, refuse };

  struct LabelState {
    State state;
    std::uint32_t op = 0;
    bool is_reached = false;
    bool is_try_handler = false;  // try_case follows
  };

  // --- flow.cpp: labels, blocks, merging
  bool prepare();
  bool settle();  // all blocks
  bool analyse_block(std::uint32_t slot);
  bool jump_to(std::uint32_t label);  // edge with the state as it is
  bool leave_to(std::uint32_t label,
                GenericOp& from);  // the same, but a trap if the label is a try handler's
  bool merge(std::uint32_t slot, const State& state, const Fact* facts);
  void put_off(std::uint32_t slot) {  // to be analysed (again)
    pending_[slot / 64] |= std::uint64_t{1} << slot % 64;
    first_pending_ = std::min<std::size_t>(first_pending_, slot / 64);
  }
  Fact meet(Fact a, Fact b);
  bool meet_frames(State& into, const State& from, Fact* into_facts, const Fact* from_facts);
  bool raise();       // what may raise: to_handler()
  bool to_handler();  // edge to the handler, if there is one here
  bool fail(LoadErrorCode code, std::string detail);
  Fact* facts_of(std::uint32_t slot) { return label_facts_.data() + std::size_t{slot} * fact_count_; }

  // --- flow_registers.cpp: reading and writing
  Fact& x(std::uint64_t index) { return facts_[index]; }
  Fact& y(std::uint64_t index) { return facts_[x_count_ + index]; }
  Fact& fr(std::uint64_t index) { return facts_[x_count_ + y_count_ + index]; }
  bool is_slot(std::uint64_t index) const {
    return state_.frame >= 0 && index < static_cast<std::uint32_t>(state_.frame);
  }
  std::string describe(const Arg& arg) const;
  bool locate(const Arg& arg, Fact*& fact);         // of an x or y register; checks that the slot exists
  bool read(const Arg& arg, Fact* seen = nullptr);  // as a term
  bool read_all(std::span<const Arg> args);
  bool write(const Arg& arg, Fact fact);
  bool context(const Arg& arg);  // must hold a match context
  bool holds_term_or_context(const Arg& arg);
  bool arguments(std::uint64_t count, std::uint32_t callee);  // x0.. of a call; callee may be kNoCallee
  void reject(std::uint32_t parameter) { use_->rejects.set(parameter); }
  static constexpr std::uint32_t kNoCallee = 0xffffffff;

  bool slots_are_set();
  bool collect(std::uint64_t live);  // x0..live-1 kept, the rest dead, reservation void
  void drop_x_from(std::uint64_t first);
  void after_call();  // only x0, a term, is left
  bool reserve(HeapNeed need);
  bool consume(std::uint64_t words, unsigned floats, unsigned funs);
  bool needs_frame();
  bool needs_no_frame();
  bool release_frame(std::uint64_t size);  // as deallocate does

  // --- flow_ops.cpp
  Next operation(GenericOp& op);
  Next generic(GenericOp& op);  // whatever the signature says, and nothing more
  Next call(const GenericOp& op);
  Next tail_call(const GenericOp& op);
  Next dynamic_call(const GenericOp& op);
  Next guard_function(GenericOp& op);
  Next raising(const GenericOp& op);  // never goes on

  // --- flow_control.cpp
  Next frame_operation(const GenericOp& op);
  Next catch_operation(const GenericOp& op);
  Next receive_operation(const GenericOp& op);
  bool comes_back(const GenericOp& wait);
  Next type_test(GenericOp& op);
  Next select(GenericOp& op);

  // --- flow_terms.cpp
  Next decompose(GenericOp& op);
  Next build(GenericOp& op);
  Next map_operation(GenericOp& op);
  Next float_operation(GenericOp& op);

  // --- flow_bits.cpp
  Next bit_operation(GenericOp& op);
  Next start_match(GenericOp& op);
  Next extract(const GenericOp& op);  // the older ones, one segment each
  Next match_commands(const GenericOp& op);
  Next create_bin(const GenericOp& op);
  Next begin_building(const GenericOp& op);
  Next put_bits(const GenericOp& op);
  bool string_range(std::uint64_t offset, std::uint64_t bytes);
  std::string_view atom(const Arg& arg) const { return module_.atoms[arg.word]; }

  bool branch(const Arg& label);  // fail label: edge, or the exception if it is 0
  static Next next(bool ok) { return ok ? Next::go_on : Next::refuse; }
  static Next stop(bool ok) { return ok ? Next::stop : Next::refuse; }
  void prove(GenericOp& op, bool holds) {
    op.flags = static_cast<std::uint8_t>(holds ? op.flags | kProven : op.flags & ~kProven);
  }
  bool has_trait(std::uint64_t import, ImportTrait trait) const {
    return (import_traits_[import] & static_cast<std::uint8_t>(trait)) != 0;
  }

  const DecodedModule& module_;
  const std::vector<std::uint8_t>& import_traits_;
  std::vector<std::uint32_t> label_slot_;  // by label number: 1 + slot, valid for the current function

  FunctionCode* code_ = nullptr;
  ContextUse* use_ = nullptr;
  std::uint32_t x_count_ = 0;
  std::uint32_t y_count_ = 0;
  std::uint32_t fact_count_ = 0;
  std::vector<LabelState> labels_;  // in code order
  std::vector<Fact> label_facts_;
  std::vector<std::uint64_t> pending_;  // bit set over labels_
  std::size_t first_pending_ = 0;       // no bit is set in the words before
  State state_;                         // at the current operation
  std::vector<Fact> facts_;
  std::vector<Fact> scratch_;  // facts on an edge
  std::uint64_t steps_left_ = 0;
  std::uint32_t op_offset_ = 0;
  bool presets_ = false;         // guard functions may write before they fail
  bool is_block_start_ = false;  // nothing but lines since then
  LoadError error_;
};

}  // namespace loader::verify
