// SPDX-License-Identifier: Apache-2.0
#include "runtime/jit/jit.hpp"

#include <asmjit/x86.h>

#include <algorithm>
#include <climits>
#include <span>

#include "runtime/base/check.hpp"
#include "runtime/code/listing.hpp"
#include "runtime/jit/emitter.hpp"
#include "runtime/jit/exec_memory.hpp"

namespace rt {
namespace {

using namespace asmjit;

class Failed : public ErrorHandler {
 public:
  void handleError(Error, const char* message, BaseEmitter*) override {
    VM_CHECK(false, message);  // an operand that the processor does not have: a mistake in an emitter
  }
};

// What stands where the interpreter's code leads to native code: how far from its start, and which instruction.
using Replaced = std::uint32_t;
constexpr unsigned kInstrBits = 10;
static_assert(kInstrCount < (1u << kInstrBits));

struct Code : NativeCode {
  Code(jit::ExecMemory& m, std::uint8_t* p, const Word* c) : memory(m), place(p), code(c) {}
  ~Code() override { memory.release(place); }
  jit::ExecMemory& memory;
  std::uint8_t* place;
  const Word* code;  // of the function
  std::vector<Replaced> replaced;  // ascending; of code so long that they do not fit, none
};

class X86Jit final : public Jit {
 public:
  explicit X86Jit(const EngineEntries& engine) : engine_(engine) {}

  // Native code uses all general registers, the interpreter keeps those that the calling convention wants kept.
  bool make_caller() {
    CodeHolder code;
    code.init(Environment::host());
    code.setErrorHandler(&failed_);
    x86::Assembler a(&code);
    const x86::Gp saved[] = {x86::rbx, x86::rbp, x86::r12, x86::r13, x86::r14, x86::r15};
    for (const auto& reg : saved) a.push(reg);
    a.sub(x86::rsp, 8);                                             // the stack is aligned where a function is called
    a.call(x86::qword_ptr(x86::rsp, 8 * (std::size(saved) + 2)));  // the seventh argument
    a.add(x86::rsp, 8);
    for (std::size_t i = std::size(saved); i-- > 0;) a.pop(saved[i]);
    a.ret();
    std::uint8_t* place = install(code);
    caller_ = reinterpret_cast<EngineCaller>(place);
    return place != nullptr;
  }

  void compile(Function& function) override {
    CodeHolder code;
    code.init(Environment::host());
    code.setErrorHandler(&failed_);
    jit::Emitter emitter(engine_, function, code);
    emitter.run();
    std::uint8_t* place = install(code);
    if (place == nullptr) return;
    auto made = std::make_unique<Code>(memory_, place, function.code);
    const auto words = static_cast<std::size_t>(function.code_end - function.code);
    if (words < std::size_t{1} << (CHAR_BIT * sizeof(Replaced) - kInstrBits)) {
      made->replaced.reserve(emitter.entries().size());
      for (const jit::Entry& e : emitter.entries()) {
        const auto offset = static_cast<Replaced>(e.at - function.code);
        made->replaced.push_back(offset << kInstrBits | static_cast<Replaced>(instr_at(e.at)));
      }
      std::ranges::sort(made->replaced);
    }
    function.module->native_code.push_back(std::move(made));
    for (const jit::Entry& e : emitter.entries()) {
      const auto address = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(place) + e.offset);
      set_handler(const_cast<Word*>(e.at), address);
    }
  }

  std::optional<Instr> replaced(const Function& function, const Word* at) const override {
    for (const auto& native : function.module->native_code) {
      const auto& code = static_cast<const Code&>(*native);
      if (code.code != function.code) continue;
      const auto offset = static_cast<Replaced>(at - code.code);
      const auto found = std::ranges::lower_bound(code.replaced, offset << kInstrBits);
      if (found == code.replaced.end() || *found >> kInstrBits != offset) return std::nullopt;
      return static_cast<Instr>(*found & ((1u << kInstrBits) - 1));
    }
    return std::nullopt;
  }

  EngineCaller caller() const override { return caller_; }

 private:
  std::uint8_t* install(CodeHolder& code) {
    code.flatten();
    code.resolveUnresolvedLinks();
    std::uint8_t* place = memory_.reserve(code.codeSize());
    if (place == nullptr) return nullptr;
    code.relocateToBase(reinterpret_cast<std::uint64_t>(place));
    std::vector<std::uint8_t> bytes(code.codeSize());
    code.copyFlattenedData(bytes.data(), bytes.size());
    memory_.write(place, bytes);
    return place;
  }

  const EngineEntries& engine_;
  Failed failed_;
  jit::ExecMemory memory_;
  EngineCaller caller_ = nullptr;
};

}  // namespace

std::unique_ptr<Jit> Jit::create() {
  const EngineEntries* engine = engine_entries();
  if (engine == nullptr) return nullptr;
  auto jit = std::make_unique<X86Jit>(*engine);
  return jit->make_caller() ? std::move(jit) : nullptr;
}

}  // namespace rt
