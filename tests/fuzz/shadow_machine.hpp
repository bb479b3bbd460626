// SPDX-License-Identifier: Apache-2.0
// ShadowMachine: walks verified code along random paths and complains when the contract of verify.hpp is
// broken.
//
// It is an independent, path by path reading of the contract: registers hold only what sort of thing is in
// them, branches are taken at random, anything that may raise raises now and then. What the verifier lets
// pass must never make it complain; the fuzz target stops if it does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "loader/decode/decoded_module.hpp"

namespace fuzz {

class ShadowMachine {
 public:
  // `verified` has the code of every function that passed, others are absent.
  ShadowMachine(const loader::DecodedModule& module, const std::vector<const loader::FunctionCode*>& verified)
      : module_(module), verified_(verified) {}

  // Walks function `index` with ordinary terms as arguments, then whatever local functions were given match
  // contexts. Returns what is wrong.
  std::optional<std::string> walk(std::uint32_t index, std::uint64_t seed, int steps);

 private:
  enum class Thing : std::uint8_t { garbage, term, context, marker, exception, catch_mark, try_mark };
  struct Slot {
    Thing thing = Thing::garbage;
    std::uint32_t handler = 0;
  };
  struct Call {
    std::uint32_t function;
    std::uint32_t context_argument;
    bool has_context;
  };

  void walk_function(const Call& call, int steps);
  void operation(const loader::GenericOp& op);
  void local_call(std::uint32_t function, std::uint64_t arity);
  std::uint32_t random(std::uint32_t limit);
  void complain(const char* what);
  Slot* slot(const loader::Arg& arg);
  void read(const loader::Arg& arg);
  void write(const loader::Arg& arg, Thing thing);
  void collect(std::uint64_t live);
  void arguments(std::uint64_t count);
  void call_returns();
  void jump(std::uint64_t label);
  void raise();
  bool has_marks() const;
  void leave_frame();

  const loader::DecodedModule& module_;
  const std::vector<const loader::FunctionCode*>& verified_;
  std::vector<Call> to_walk_;
  std::vector<Slot> x_, y_;
  std::vector<bool> fr_;
  bool has_frame_ = false;
  loader::HeapNeed heap_;
  bool is_done_ = false;
  const loader::FunctionCode* code_ = nullptr;
  std::size_t at_ = 0;
  std::uint64_t rng_ = 1;
  std::optional<std::string> complaint_;
};

}  // namespace fuzz
