// SPDX-License-Identifier: Apache-2.0
// Native code: matching of bitstrings. As ops_binary.hpp, with what binary_match_inl.hpp does in line: contexts, tests,
// and fields of fixed size whose value is a small. Bits are read where whole bytes lie (no byte more than the field has),
// or eight bytes at once where so many are left; the others are left to slow().
#include "runtime/code/binary_commands.hpp"
#include "runtime/jit/emitter.hpp"
#include "runtime/ops/binary_match_inl.hpp"

namespace rt::jit {

using namespace asmjit;

namespace {

constexpr std::int32_t word_offset(std::size_t n) { return static_cast<std::int32_t>(8 * n) - 2; }
constexpr auto kContextBinary = word_offset(context::kBinary), kContextOffset = word_offset(context::kOffset),
               kContextEnd = word_offset(context::kEnd);
constexpr std::size_t kWidestField = 56;  // of eight bytes that begin within a byte, in a small
constexpr std::size_t kMostBits = 1u << 27;

bool is_power_of_two(std::size_t n) { return n != 0 && (n & (n - 1)) == 0; }

bool is_field(const MatchRow& row) { return row.command == MatchCommand::integer || row.command == MatchCommand::equal; }
// All that bs_match does here: tests first, then fields and what is skipped.
bool has_native_code(const std::vector<MatchRow>& rows) {
  bool moved = false;
  for (const MatchRow& row : rows) {
    if (row.bits > kMostBits) return false;
    switch (row.command) {
      case MatchCommand::ensure_at_least:
        if (moved || (row.unit > 1 && !is_power_of_two(row.unit))) return false;
        break;
      case MatchCommand::ensure_exactly:
        if (moved) return false;
        break;
      case MatchCommand::skip: moved = true; break;
      case MatchCommand::integer:
        if (row.bits == 0 || row.bits > kWidestField || ((row.flags & kBitsLittle) != 0 && row.bits % 8 != 0)) return false;
        moved = true;
        break;
      case MatchCommand::equal:
        if (row.bits == 0 || row.bits > kWidestField || !Term::from_word(row.value).is_small()) return false;
        moved = true;
        break;
      case MatchCommand::binary:
      case MatchCommand::get_tail: return false;
    }
  }
  return true;
}

}  // namespace

x86::Gp Emitter::want_context(ValueId v) {
  const Gp reg = gpr(v);
  if (facts(v).context) return reg;
  want_boxed(v, slow());
  compare(x86::qword_ptr(reg, -2), kContextHeader);
  a_.jne(slow());
  facts(v).context = true;
  return reg;
}

// The first byte of a context's binary.
void Emitter::load_bytes(const Gp& to, const Gp& context) {
  const Label done = a_.newLabel();
  a_.mov(kIp, x86::qword_ptr(context, kContextBinary));
  a_.lea(to, x86::ptr(kIp, word_offset(2)));
  a_.cmp(x86::byte_ptr(kIp, -2), static_cast<int>(make_header(Kind::heap_binary, 0)));
  a_.je(done);
  static_assert(handle::kShared == 2);
  a_.mov(to, x86::qword_ptr(to));
  a_.add(to, static_cast<int>(sizeof(SharedBinary)));
  a_.bind(done);
}

void Emitter::load_bits_left(const Gp& context) {
  a_.mov(kScratch, x86::qword_ptr(context, kContextEnd));
  a_.sub(kScratch, x86::qword_ptr(context, kContextOffset));
}

// A loop over a bitstring comes here with its context.
void Emitter::check_bitstring(Src s) {
  const ValueId v = of(s);
  const Gp reg = gpr(v);
  if (facts(v).context) return;
  const Label done = a_.newLabel();
  jump_by_kind(reg, {Kind::match_context, Kind::bit_slice, Kind::heap_binary, Kind::binary_handle}, done, slow());
  a_.bind(done);
}

void Emitter::bs_start_match(Src s, DReg d, std::uint32_t, LabelRef) {
  const ValueId v = of(s);
  const Gp reg = gpr(v);
  const ValueId result = registers_.fresh();
  const Gp r = gpr(result);
  const Label rare = slow(), is_other = a_.newLabel(), done = a_.newLabel();
  want_boxed(v, rare);
  compare(x86::qword_ptr(reg, -2), kContextHeader);
  a_.jne(is_other);
  a_.mov(r, reg);
  a_.bind(done);
  cold([this, reg, r, rare, is_other, done] {
    const auto at_top = [](std::size_t n) { return x86::qword_ptr(kHtop, static_cast<std::int32_t>(8 * n)); };
    const Label is_handle = a_.newLabel(), is_slice = a_.newLabel(), whole = a_.newLabel(), finish = a_.newLabel();
    a_.bind(is_other);
    want_room(kMatchContextWords, rare);
    a_.movzx(x86::eax, x86::byte_ptr(reg, -2));
    a_.cmp(x86::eax, static_cast<int>(make_header(Kind::bit_slice, 0)));
    a_.je(is_slice);
    a_.cmp(x86::eax, static_cast<int>(make_header(Kind::binary_handle, 0)));
    a_.je(is_handle);
    a_.cmp(x86::eax, static_cast<int>(make_header(Kind::heap_binary, 0)));
    a_.jne(rare);
    a_.mov(kIp, x86::qword_ptr(reg, word_offset(1)));
    a_.bind(whole);
    a_.shl(kIp, 3);
    a_.mov(at_top(context::kEnd), kIp);
    a_.mov(at_top(context::kBinary), reg);
    a_.mov(at_top(context::kOffset), 0);
    a_.mov(at_top(context::kStart), 0);
    a_.bind(finish);
    store_word(at_top(0), kContextHeader);
    a_.lea(r, x86::ptr(kHtop, 2));
    a_.add(kHtop, static_cast<int>(8 * kMatchContextWords));
    a_.jmp(done);
    a_.bind(is_handle);
    a_.mov(kIp, x86::qword_ptr(reg, word_offset(handle::kSize)));
    a_.jmp(whole);
    a_.bind(is_slice);
    a_.mov(kIp, x86::qword_ptr(reg, word_offset(slice::kBinary)));
    a_.mov(at_top(context::kBinary), kIp);
    a_.mov(kIp, x86::qword_ptr(reg, word_offset(slice::kOffset)));
    a_.mov(at_top(context::kOffset), kIp);
    a_.mov(at_top(context::kStart), kIp);
    a_.add(kIp, x86::qword_ptr(reg, word_offset(slice::kSize)));
    a_.mov(at_top(context::kEnd), kIp);
    a_.jmp(finish);
  });
  facts(result).context = true;
  put(d, result);
}

void Emitter::bs_match(DReg context, std::uint32_t, std::uint32_t words, LabelRef f) {
  std::vector<MatchRow> rows;
  for (const Word* at = list(); at != list() + words; at += MatchRow::kWords) rows.push_back(MatchRow::read(at));
  if (!has_native_code(rows)) return leave();
  const Label otherwise = target(f);
  const ValueId v = of(context), at = registers_.fresh();
  const Gp c = want_context(v), offset = gpr(at);
  a_.mov(offset, x86::qword_ptr(c, kContextOffset));

  std::size_t moved = 0, last_field = 0;
  bool has_fields = false, whole_bytes = true;
  for (const MatchRow& row : rows) {
    if (row.command == MatchCommand::ensure_at_least || row.command == MatchCommand::ensure_exactly) {
      const bool exactly = row.command == MatchCommand::ensure_exactly;
      a_.mov(kScratch, x86::qword_ptr(c, kContextEnd));
      a_.sub(kScratch, offset);
      a_.cmp(kScratch, static_cast<int>(row.bits));
      exactly ? a_.jne(otherwise) : a_.jb(otherwise);
      if (!exactly && row.unit > 1) {
        a_.sub(kScratch, static_cast<int>(row.bits));
        a_.test(kScratch, row.unit - 1);
        a_.jne(otherwise);
      }
      continue;
    }
    if (is_field(row)) {
      has_fields = true;
      last_field = moved;
      whole_bytes = whole_bytes && moved % 8 == 0 && (row.bits == 8 || row.bits == 16 || row.bits == 32);
    }
    moved += row.bits;
  }
  if (has_fields) {  // whatever is left to slow() is known before anything is written
    if (whole_bytes) {
      a_.test(offset.r8(), 7);
      a_.jne(slow());
    } else {
      a_.lea(kScratch, x86::ptr(offset, static_cast<std::int32_t>(last_field + 64)));
      a_.cmp(kScratch, x86::qword_ptr(c, kContextEnd));
      a_.ja(slow());
    }
    const ValueId first_byte = registers_.fresh();
    const Gp bytes = gpr(first_byte);
    load_bytes(bytes, c);
    if (whole_bytes) {
      a_.mov(kScratch, offset);
      a_.shr(kScratch, 3);
      a_.add(bytes, kScratch);
    }
    std::size_t delta = 0;
    for (const MatchRow& row : rows) {
      if (row.command == MatchCommand::skip) delta += row.bits;
      if (!is_field(row)) continue;
      // Nothing but these stays where it is from field to field.
      registers_.unpin();
      for (const ValueId kept : {v, at, first_byte}) gpr(kept);
      if (whole_bytes) {
        load_whole_bytes(row.bits, row.flags, x86::ptr(bytes, static_cast<std::int32_t>(delta / 8)));
      } else {
        load_bits(row.bits, row.flags, bytes, offset, delta);
      }
      if (row.command == MatchCommand::integer) {
        const ValueId value = registers_.fresh();
        a_.shl(kScratch, 3);
        a_.mov(gpr(value), kScratch);
        facts(value).small = true;
        delta += row.bits;
        put(DReg{row.destination}, value);
      } else {
        const Word mask = (Word{1} << row.bits) - 1;
        a_.mov(kIp, imm(static_cast<Word>(Term::from_word(row.value).small_value()) & mask));
        a_.cmp(kScratch, kIp);
        const Label differs = delta == 0 ? otherwise : a_.newLabel();
        a_.jne(differs);
        if (delta != 0) {
          cold([this, differs, c, delta, otherwise] {
            a_.bind(differs);
            a_.add(x86::qword_ptr(c, kContextOffset), static_cast<int>(delta));
            a_.jmp(otherwise);
          });
        }
        delta += row.bits;
      }
    }
  }
  if (moved != 0) a_.add(x86::qword_ptr(c, kContextOffset), static_cast<int>(moved));
}

// To kScratch: a field of 8, 16 or 32 bits that begins with a byte.
void Emitter::load_whole_bytes(std::size_t bits, unsigned flags, x86::Mem from) {
  const bool is_signed = (flags & kBitsSigned) != 0, is_big = (flags & kBitsLittle) == 0;
  from.setSize(static_cast<std::uint32_t>(bits / 8));
  switch (bits) {
    case 8: is_signed ? a_.movsx(kScratch, from) : a_.movzx(x86::eax, from); break;
    case 16:
      a_.movzx(x86::eax, from);
      if (is_big) a_.rol(x86::ax, 8);
      if (is_signed) a_.movsx(kScratch, x86::ax);
      break;
    default:
      a_.mov(x86::eax, from);
      if (is_big) a_.bswap(x86::eax);
      if (is_signed) a_.movsxd(kScratch, x86::eax);
      break;
  }
}
// To kScratch: a field `delta` bits behind `offset`. The shift's count has to be in kX's low byte.
void Emitter::load_bits(std::size_t bits, unsigned flags, const Gp& bytes, const Gp& offset, std::size_t delta) {
  const bool is_signed = (flags & kBitsSigned) != 0, is_little = (flags & kBitsLittle) != 0;
  const Gp x = gpr(registers_.fresh());
  const int rest = static_cast<int>(64 - bits);
  a_.mov(x, kX);
  a_.lea(kX, x86::ptr(offset, static_cast<std::int32_t>(delta)));
  a_.mov(kIp, kX);
  a_.shr(kIp, 3);
  a_.and_(x86::ecx, 7);
  a_.mov(kScratch, x86::qword_ptr(bytes, kIp));
  a_.bswap(kScratch);
  a_.shl(kScratch, x86::cl);
  a_.mov(kX, x);
  if (is_little) {
    a_.shr(kScratch, rest);
    a_.bswap(kScratch);
  }
  is_signed ? a_.sar(kScratch, rest) : a_.shr(kScratch, rest);
}

void Emitter::bs_test_tail(Src s, std::uint32_t bits, LabelRef f) {
  if (bits > kMostBits) return leave();
  const Label otherwise = target(f);
  const Gp c = want_context(of(s));
  load_bits_left(c);
  a_.cmp(kScratch, static_cast<int>(bits));
  a_.jne(otherwise);
}
void Emitter::bs_test_unit(Src s, std::uint32_t unit, LabelRef f) {
  if (!is_power_of_two(unit)) return leave();
  const Label otherwise = target(f);
  const Gp c = want_context(of(s));
  load_bits_left(c);
  a_.test(kScratch, static_cast<int>(unit - 1));
  a_.jne(otherwise);
}
void Emitter::bs_get_position(Src s, DReg d, std::uint32_t) {
  const ValueId v = of(s);
  want_context(v);
  const ValueId position = load_word(v, kContextOffset);
  a_.shl(gpr(position), 3);
  facts(position).small = true;
  put(d, position);
}
void Emitter::bs_set_position(Src s, Src at) {
  const ValueId v = of(s), to = of(at);
  const Gp position = gpr(to), c = want_context(v);
  want_small(to, slow());
  a_.mov(kScratch, position);
  a_.sar(kScratch, 3);
  a_.cmp(kScratch, x86::qword_ptr(c, word_offset(context::kStart)));
  a_.jb(slow());
  a_.cmp(kScratch, x86::qword_ptr(c, kContextEnd));
  a_.ja(slow());
  a_.mov(x86::qword_ptr(c, kContextOffset), kScratch);
}
// A character of one byte.
void Emitter::bs_get_utf8(Src s, DReg d, LabelRef) {
  const ValueId v = of(s);
  const Gp c = want_context(v);
  const ValueId result = registers_.fresh(), at = registers_.fresh();
  const Gp r = gpr(result), offset = gpr(at);
  a_.mov(offset, x86::qword_ptr(c, kContextOffset));
  load_bits_left(c);
  a_.cmp(kScratch, 8);
  a_.jb(slow());
  a_.test(offset.r8(), 7);
  a_.jne(slow());
  load_bytes(r, c);
  a_.shr(offset, 3);
  a_.movzx(x86::eax, x86::byte_ptr(r, offset));
  a_.cmp(x86::eax, 0x80);
  a_.jae(slow());
  a_.shl(x86::eax, 3);
  a_.mov(r, kScratch);
  a_.add(x86::qword_ptr(c, kContextOffset), 8);
  facts(result).small = true;
  put(d, result);
}

}  // namespace rt::jit
