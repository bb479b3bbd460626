// SPDX-License-Identifier: Apache-2.0
#include "runtime/jit/registers.hpp"

#include <algorithm>

#include "runtime/base/check.hpp"
#include "runtime/jit/layout.hpp"

namespace rt::jit {

using namespace asmjit;

x86::Mem memory_of(Slot slot) {
  const auto offset = static_cast<std::int32_t>(slot.index) * 8;
  switch (slot.kind) {
    case Slot::x: return x86::qword_ptr(kX, offset);
    case Slot::y: return x86::qword_ptr(kSp, offset);
    case Slot::f: break;
  }
  return x86::qword_ptr(kX, offset + kDoublesOffset);
}

void Registers::forget() {
  values_.clear();
  bound_.clear();
  gpr_owner_.fill(kNoValue);
  xmm_owner_.fill(kNoValue);
  unpin();
}

void Registers::unpin() { pinned_gprs_ = pinned_xmms_ = 0; }

ValueId Registers::add(Value v) {
  values_.push_back(std::move(v));
  return static_cast<ValueId>(values_.size() - 1);
}

Registers::Bound* Registers::find(Slot slot) {
  const auto found = std::ranges::find(bound_, slot, &Bound::slot);
  return found == bound_.end() ? nullptr : &*found;
}

ValueId Registers::value(Slot slot) {
  if (const Bound* b = find(slot)) return b->value;
  const ValueId v = add({});
  bound_.push_back({slot, v, false});
  return v;
}

ValueId Registers::constant(Term t) {
  Value v;
  v.constant = t;
  v.facts.small = t.is_small();
  v.facts.cons = t.is_cons();
  return add(v);
}

int Registers::take_gpr() {
  int best = -1;
  for (int i = 0; i < static_cast<int>(kGprs.size()); ++i) {
    if (pinned_gprs_ & 1u << i) continue;
    if (gpr_owner_[index(i)] == kNoValue) {
      best = i;
      break;
    }
    if (best < 0 || gpr_used_[index(i)] < gpr_used_[index(best)]) best = i;
  }
  VM_CHECK(best >= 0, "an instruction needs no more registers than there are");
  if (const ValueId owner = gpr_owner_[index(best)]; owner != kNoValue) values_[index(owner)].gpr = -1;
  pinned_gprs_ |= 1u << best;
  gpr_used_[index(best)] = ++clock_;
  return best;
}

void Registers::write_double(Bound& b) {
  a_.movsd(memory_of(b.slot), x86::xmm(static_cast<std::uint32_t>(values_[index(b.value)].xmm)));
  b.dirty = false;
}

int Registers::take_xmm() {
  int best = -1;
  for (int i = 0; i < kXmms; ++i) {
    if (pinned_xmms_ & 1u << i) continue;
    if (xmm_owner_[index(i)] == kNoValue) {
      best = i;
      break;
    }
    if (best < 0 || xmm_used_[index(i)] < xmm_used_[index(best)]) best = i;
  }
  VM_CHECK(best >= 0, "an instruction needs no more float registers than there are");
  if (const ValueId owner = xmm_owner_[index(best)]; owner != kNoValue) {
    for (Bound& b : bound_) {
      if (b.value == owner && b.dirty) write_double(b);
    }
    values_[index(owner)].xmm = -1;
  }
  pinned_xmms_ |= 1u << best;
  xmm_used_[index(best)] = ++clock_;
  return best;
}

ValueId Registers::fresh() {
  const int reg = take_gpr();
  Value v;
  v.gpr = reg;
  return gpr_owner_[index(reg)] = add(v);
}

ValueId Registers::fresh_double() {
  const int reg = take_xmm();
  Value v;
  v.xmm = reg;
  return xmm_owner_[index(reg)] = add(v);
}

x86::Gp Registers::gpr(ValueId id) {
  if (const int reg = values_[index(id)].gpr; reg >= 0) {
    pinned_gprs_ |= 1u << reg;
    gpr_used_[index(reg)] = ++clock_;
    return kGprs[index(reg)];
  }
  const int reg = take_gpr();
  Value& v = values_[index(id)];
  v.gpr = reg;
  gpr_owner_[index(reg)] = id;
  if (v.constant) {
    a_.mov(kGprs[index(reg)], imm(v.constant->word()));
  } else {
    const auto at = std::ranges::find_if(bound_, [&](const Bound& b) { return b.value == id && b.slot.kind != Slot::f; });
    VM_CHECK(at != bound_.end(), "a value is in a register or in a slot");
    a_.mov(kGprs[index(reg)], memory_of(at->slot));
  }
  return kGprs[index(reg)];
}

x86::Xmm Registers::xmm(ValueId id) {
  int reg = values_[index(id)].xmm;
  if (reg < 0) {
    reg = take_xmm();
    const auto at = std::ranges::find_if(bound_, [&](const Bound& b) { return b.value == id && b.slot.kind == Slot::f; });
    VM_CHECK(at != bound_.end(), "a double is in a register or in a float register's place");
    a_.movsd(x86::xmm(static_cast<std::uint32_t>(reg)), memory_of(at->slot));
    values_[index(id)].xmm = reg;
    xmm_owner_[index(reg)] = id;
  }
  pinned_xmms_ |= 1u << reg;
  xmm_used_[index(reg)] = ++clock_;
  return x86::xmm(static_cast<std::uint32_t>(reg));
}

ValueId Registers::number(ValueId v) {
  const ValueId n = values_[index(v)].number;
  if (n == kNoValue || values_[index(n)].xmm >= 0) return n;
  const bool in_memory =
      std::ranges::any_of(bound_, [&](const Bound& b) { return b.value == n && b.slot.kind == Slot::f && !b.dirty; });
  return in_memory ? n : kNoValue;
}

void Registers::store(Slot slot, ValueId v) {
  if (slot.kind != Slot::f) {
    const Value& value = values_[index(v)];
    if (value.gpr < 0 && value.constant && static_cast<std::int32_t>(value.constant->word()) ==
                                               static_cast<std::int64_t>(value.constant->word())) {
      a_.mov(memory_of(slot), imm(static_cast<std::int64_t>(value.constant->word())));
    } else {
      a_.mov(memory_of(slot), gpr(v));
    }
  }
  if (Bound* b = find(slot)) {
    b->value = v;
    b->dirty = slot.kind == Slot::f;
  } else {
    bound_.push_back({slot, v, slot.kind == Slot::f});
  }
}

void Registers::move_stack(int words) {
  for (Bound& b : bound_) {
    if (b.slot.kind != Slot::y) continue;
    const int moved = b.slot.index + words;
    b.slot.index = static_cast<std::uint16_t>(moved < 0 ? 0xFFFF : moved);
  }
  std::erase_if(bound_, [](const Bound& b) { return b.slot.kind == Slot::y && b.slot.index == 0xFFFF; });
}

std::vector<Registers::DirtyDouble> Registers::dirty_doubles() {
  std::vector<DirtyDouble> result;
  for (const Bound& b : bound_) {
    if (!b.dirty) continue;
    const int reg = values_[index(b.value)].xmm;
    pinned_xmms_ |= 1u << reg;
    result.push_back({b.slot.index, reg});
  }
  return result;
}

}  // namespace rt::jit
