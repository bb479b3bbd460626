// SPDX-License-Identifier: Apache-2.0
#include "driver/run/main_call.hpp"

#include <memory>
#include <mutex>

#include "loader/bytes/whole_file.hpp"
#include "loader/chunks/line_table.hpp"
#include "loader/decode/decoded_module.hpp"
#include "runtime/vm.hpp"

namespace driver {
namespace {

using loader::Opcode;

// The index into the line table that belongs to `apply 0`, if the function has such a call.
std::optional<std::uint64_t> line_of_call(const loader::FunctionCode& code) {
  std::uint64_t line = 0;
  for (const loader::GenericOp& op : code.ops) {
    if (op.op == Opcode::line) line = op.args[0].word;
    if (op.op == Opcode::apply && op.args[0].word == 0) return line;
  }
  return std::nullopt;
}

}  // namespace

std::optional<MainCall> find_main_call(std::vector<std::uint8_t> beam) {
  const auto module = loader::decode_module(std::move(beam));
  if (!module) return std::nullopt;
  const auto lines = loader::decode_line_table(*module);
  if (!lines) return std::nullopt;
  loader::FunctionCode code;
  for (std::uint32_t i = 0; i < module->functions.size(); ++i) {
    if (!loader::decode_function(*module, i, code)) continue;
    const auto line = line_of_call(code);
    if (!line) continue;
    const loader::LineLocation at = lines->location(*line);
    const std::string_view file = at.file == 0 ? std::string_view() : lines->files[at.file - 1];
    MainCall call{std::string(module->atoms[module->functions[i].name]), module->functions[i].arity, std::string(file), at.line};
    if (call.file.empty()) call.file = std::string(module->name()) + ".erl";
    return call;
  }
  return std::nullopt;
}

rt::StartFrameSource start_frame_of(rt::Vm& vm, std::string module) {
  struct Found {
    std::once_flag once;
    std::optional<rt::StartFrame> frame;
  };
  return [&vm, module = std::move(module), found = std::make_shared<Found>()]() -> const rt::StartFrame* {
    std::call_once(found->once, [&] {
      auto bytes = loader::bytes_of_file(vm.source->path_of(module));
      const auto call = bytes ? find_main_call(std::move(*bytes)) : std::nullopt;
      if (!call) return;
      found->frame = {vm.atoms.must_intern(module), vm.atoms.must_intern(call->function), call->arity, call->file, call->line};
    });
    return found->frame ? &*found->frame : nullptr;
  };
}

}  // namespace driver
