// SPDX-License-Identifier: Apache-2.0
// Fuzz target: any bytes through decode_module(), decode_function(), the verifier, and the line table; what
// is accepted is walked by the ShadowMachine, then linked, transformed and made native code. Links with clang's libFuzzer or with
// mutate_main.cpp.
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "loader/chunks/line_table.hpp"
#include "loader/load.hpp"
#include "loader/verify/verify.hpp"
#include "tests/fuzz/shadow_machine.hpp"
#ifdef HAS_JIT
#include "runtime/base/check.hpp"
#include "runtime/jit/emitter.hpp"
#endif

namespace {

using namespace loader;

// Reads all that the tables point to, so that a sanitizer sees a wrong span.
std::uint64_t touch(const DecodedModule& module) {
  std::uint64_t sum = 0;
  const auto add = [&sum](Bytes bytes) {
    for (const std::uint8_t byte : bytes) sum += byte;
  };
  for (const Chunk& chunk : module.chunks) add(chunk.data);
  for (const Bytes& literal : module.literals) add(literal);
  for (const std::string_view atom : module.atoms)
    sum += atom.size() != 0 ? static_cast<unsigned char>(atom.back()) : 0;
  for (const Import& import : module.imports)
    sum += module.atoms[import.module].size() + module.atoms[import.function].size();
  for (const FunEntry& fun : module.funs) sum += module.functions.at(fun.function).arity;
  if (const auto lines = decode_line_table(module)) {
    for (const LineLocation location : lines->locations)
      sum += location.file == 0 ? 0 : lines->files.at(location.file - 1).size();
  }
  return sum;
}

std::uint64_t touch(const Arg& arg) {
  std::uint64_t sum = 0;
  if (arg.is(ArgKind::list)) {
    for (const Arg& element : arg.list()) sum += element.word + static_cast<unsigned>(element.kind);
  } else if (arg.is(ArgKind::big_integer)) {
    for (const std::uint8_t byte : arg.big_integer()) sum += byte;
  }
  return sum;
}

// Native code is made, not run. The handlers that it would jump to are nowhere.
void compile([[maybe_unused]] const rt::Function& function) {
#ifdef HAS_JIT
  struct Failed : asmjit::ErrorHandler {
    void handleError(asmjit::Error, const char* message, asmjit::BaseEmitter*) override { VM_CHECK(false, message); }
  } failed;
  static const rt::EngineEntries nowhere{};
  asmjit::CodeHolder code;
  code.init(asmjit::Environment::host());
  code.setErrorHandler(&failed);
  rt::jit::Emitter emitter(nowhere, function, code);
  emitter.run();
#endif
}

// Every function that the verifier accepts must be transformed, or refused with a text.
void transform_all(const std::uint8_t* data, std::size_t size, const std::vector<const FunctionCode*>& verified) {
  static std::unique_ptr<rt::Vm> vm;
  static unsigned uses = 0;
  if (vm == nullptr || ++uses % 256 == 0) vm = std::make_unique<rt::Vm>();  // its tables only grow
  const auto module = prepare(*vm, std::vector<std::uint8_t>(data, data + size));
  if (!module) return;
  for (rt::Function& f : (*module)->functions) {
    const auto done = (*module)->provider->transform(*vm, f);
    if (done.has_value() && verified[f.index] == nullptr) {
      std::fprintf(stderr, "function %u is transformed but not verified\n", f.index);
      std::abort();
    }
    if (done.has_value() && f.code != nullptr) compile(f);
  }
}

}  // namespace

volatile std::uint64_t fuzz_sink;
std::uint64_t fuzz_modules, fuzz_functions, fuzz_verified,
    fuzz_walks;  // what got how far, for the driver's report

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto module = decode_module(Bytes(data, size));
  if (!module) {
    fuzz_sink = to_string(module.error()).size();
    return 0;
  }
  ++fuzz_modules;
  fuzz_sink = touch(*module);
  ModuleVerifier verifier(*module);
  std::vector<std::unique_ptr<FunctionCode>> codes(module->functions.size());
  std::vector<const FunctionCode*> verified(module->functions.size());
  for (std::uint32_t i = 0; i < module->functions.size(); ++i) {
    ++fuzz_functions;
    codes[i] = std::make_unique<FunctionCode>();
    if (!decode_function(*module, i, *codes[i])) continue;
    for (const GenericOp& op : codes[i]->ops) {
      for (const Arg& arg : op.args) fuzz_sink = touch(arg);
    }
    if (!verifier.verify(*codes[i])) continue;
    ++fuzz_verified;
    verified[i] = codes[i].get();
  }
  fuzz::ShadowMachine machine(*module, verified);
  for (std::uint32_t i = 0; i < verified.size(); ++i) {
    if (verified[i] == nullptr) continue;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      ++fuzz_walks;
      if (const auto complaint = machine.walk(i, seed * 0x9e3779b97f4a7c15u + i, 200)) {
        std::fprintf(stderr, "function %u breaks the contract: %s\n", i, complaint->c_str());
        std::abort();
      }
    }
  }
  transform_all(data, size, verified);
  return 0;
}
