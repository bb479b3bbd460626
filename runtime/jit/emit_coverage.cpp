// SPDX-License-Identifier: Apache-2.0
// Native code: coverage. As ops_coverage.hpp.
#include "runtime/code/coverage.hpp"
#include "runtime/jit/emitter.hpp"

namespace rt::jit {

using namespace asmjit;

static_assert(sizeof(CoverageCell) == 8 && CoverageCell::is_always_lock_free);

void Emitter::count_coverage(Raw cell) {
  a_.mov(kScratch, imm(cell.word));
  a_.lock().inc(x86::qword_ptr(kScratch));
}

void Emitter::mark_coverage(Raw cell) {
  const Label marked = a_.newLabel();
  a_.mov(kScratch, imm(cell.word));
  a_.cmp(x86::byte_ptr(kScratch), 0);
  a_.jne(marked);
  a_.mov(x86::byte_ptr(kScratch), 1);
  a_.bind(marked);
}

}  // namespace rt::jit
