// SPDX-License-Identifier: Apache-2.0
// Loaded code as the engine sees it: Export (an M:F/A that can be called), Function (one function of one
// loaded module), FunEntry (a lambda), Module. The loader builds modules; CodeTable owns them.
//
// Addresses of these objects are stable for the life of the Vm: instructions hold pointers to them. What
// changes at run time is `entry`, the code to continue at; it is always valid: before the code is known it
// points to a stub (undefined export -> load the module or call error_handler; function not yet transformed ->
// transform it).
//
// Threads: what is Published or atomic is read by whoever runs code, without a lock; CodeTable changes it, under its lock.
// A Function and its code go away only while all workers but one stand between slices (CodeTable::purge), so pointers to
// them are good until the end of a slice. Everything else is constant once it can be reached, unless it says otherwise.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/base/published.hpp"
#include "runtime/code/coverage.hpp"
#include "runtime/heap/literal_area.hpp"
#include "runtime/term/term.hpp"

namespace rt {

class Vm;
class Process;
struct Bif;
struct Module;
struct Function;

struct Export {
  Published<const Word> entry;      // code to run; never null once the Vm has made it
  Term module, function;
  unsigned arity = 0;
  const Bif* bif = nullptr;         // a native function bound to this name
  Published<Function> implementation;  // the loaded function, when there is one
  Word stub[2] = {};                // the instruction for the case without Erlang code
  bool is_defined() const { return bif != nullptr || implementation != nullptr; }
};

const Word* entry_of(const Export* callee);

// Where an instruction came from: code offset (words from `code`) of the return address or instruction -> line.
struct LineEntry {
  std::uint32_t code_offset;
  std::uint32_t line;  // index into Module::lines; 0 is "no line"
};
struct Line {
  std::uint32_t file;  // index into Module::files
  std::uint32_t line;
};

struct Function {
  Published<const Word> entry;        // where calls go: plain_entry, or a breakpoint
  Published<const Word> plain_entry;  // code of the function or a stub; see set_entry (interp/stubs.hpp)
  Module* module = nullptr;
  Term name;
  unsigned arity = 0;
  std::uint32_t index = 0;           // in Module::functions
  Export* exported = nullptr;        // also repointed when the code appears
  Published<const Word> code;        // [code, code_end): null until transformed; code[0] is this Function's
  const Word* code_end = nullptr;    // address (the word before every entry), code + 1 the entry. This and the next two
                                     // are set before `code`
  std::vector<LineEntry> lines;      // ascending by code_offset
  std::uint32_t info_line = 0;       // index into Module::lines of the line before func_info
  std::atomic<std::uint32_t> call_count = 0;  // until it has native code; some may be missed
  Word stub[3] = {};                 // [this, i_transform or i_count]: the entry before transformation and until there is
                                     // native code is stub + 1
  Word breakpoint[3] = {};           // [this, i_breakpoint], where one is set. Whoever has come to the stub passes it by
};

// What a fun is known by (FunTable owns it). Every fun holds a pointer to its row.
struct FunEntry {
  Term module_name;
  Published<Function> function;  // null: the module is not there, or has no such fun; or it is held back
  Function* held_back = nullptr;   // its function, while that is being purged; of whoever has stopped the other workers
  unsigned arity = 0;      // of the fun as called
  unsigned free_count = 0;
  std::uint32_t index = 0;
  std::uint32_t old_index = 0;
  std::uint32_t old_uniq = 0;
  std::array<std::uint8_t, 16> uniq{};
};

// A row of FunT: where the fun's code is in this version of the module.
struct ModuleFun {
  FunEntry* entry;
  Function* function;
};

// The loader's side of lazy transformation. Called from a thread that calls the function for the first time, which several
// may do at once; sets Function::code, code_end, lines and both entries. Once it has returned the function has code.
class CodeProvider {
 public:
  virtual ~CodeProvider() = default;
  [[nodiscard]] virtual std::expected<void, std::string> transform(Vm& vm, Function& function) = 0;
};

// Machine code for a function, released with it (the Jit makes it).
struct NativeCode {
  virtual ~NativeCode() = default;
};

struct Module {
  Term name;
  std::vector<Function> functions;  // never resized after loading
  std::vector<ModuleFun> funs;
  std::vector<Term> literals;
  std::unique_ptr<LiteralArea> literal_area;
  std::vector<std::unique_ptr<LiteralArea>> extra_literals;  // constants met while transforming; the provider's
  std::vector<Line> lines;
  std::vector<std::string> files;  // index 0 is the module's own source file name
  std::array<std::uint8_t, 16> md5{};
  Term attributes, compile_info;   // literals
  Function* on_load = nullptr;
  std::unique_ptr<Coverage> coverage;  // null: nothing is counted
  std::unique_ptr<CodeProvider> provider;
  std::vector<std::unique_ptr<Word[]>> code_blocks;          // the provider's
  std::vector<std::unique_ptr<NativeCode>> native_code;      // the Jit's
  std::string path;  // where the .beam came from, may be empty
};

// Where modules come from, and what a .beam is. The driver implements it with the loader. Any thread.
class ModuleSource {
 public:
  struct Failure {
    bool found;              // false: there is no such module
    std::string text;        // why a module that is there cannot be loaded
    int otp_line = 0;        // in OTP's loader, which its report names (prepare)
    bool has_on_load = false;  // it can, but not by Vm::ensure_loaded: code_server must run its on_load function
  };
  using Loaded = std::expected<std::unique_ptr<Module>, Failure>;
  virtual ~ModuleSource() = default;
  // Finds the module and prepares it.
  [[nodiscard]] virtual Loaded find(Vm& vm, Term name) = 0;
  // The path of its .beam, or "".
  [[nodiscard]] virtual std::string path_of(std::string_view module) const = 0;
  // Bytes of a .beam as a module that is not published yet. The text of a failure is OTP's.
  [[nodiscard]] virtual Loaded prepare(Vm& vm, std::vector<std::uint8_t> bytes) = 0;
  // What M:module_info(md5) would say.
  [[nodiscard]] virtual std::optional<std::array<std::uint8_t, 16>> md5(std::vector<std::uint8_t> bytes) = 0;
};

}  // namespace rt
