// SPDX-License-Identifier: Apache-2.0
// The writer of the external term format: one loop over an explicit stack. What OTP does and one might not
// expect: a list is a STRING when all of it are bytes and it is not longer than 65535; the check is made
// where a list starts, not at its tails; large maps are written in iteration order (last child first); a
// local fun names no creator.
#include "runtime/term/etf_encode.hpp"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstdio>

#include "runtime/term/bignum.hpp"
#include "runtime/term/binary.hpp"
#include "runtime/term/compare.hpp"
#include "runtime/term/etf_local.hpp"
#include "runtime/term/etf_tags.hpp"
#include "runtime/term/identifier.hpp"
#include "runtime/term/utf8.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

using etf::Tag;

constexpr std::size_t kMaxString = 65535;

class EtfWriter {
 public:
  EtfWriter(const Vm& vm, EtfEncodeOptions options, bool keep_binaries)
      : vm_(vm), options_(options), keep_binaries_(keep_binaries) {}

  EtfPacked pack(Term t, std::vector<Term>& kept) {
    kept_ = &kept;
    one(t);
    while (!work_.empty()) step();
    const std::size_t size = out().size() + otp_extra_;
    return {std::move(out()), size};
  }

  std::optional<EtfBytes> run(Term t, std::size_t most) {
    u8(etf::kVersion);
    if (options_.local) {
      tag(Tag::local);
      u32(0);
    }
    one(t);
    while (!work_.empty()) {
      step();
      if (out().size() > most) return std::nullopt;
    }
    if (options_.local) write_local_hash();
    return std::move(result_);
  }

 private:
  enum class What : std::uint8_t {
    term,
    elements,  // words one after the other
    cells,     // list cells; count: elements so far; mark: where their number is written in the end
    values,    // keys and values of a flat map in turn; words: next key, more: next value
    children,  // of a trie node, last one first
    fun_end,   // a fun is written: its size goes to mark; count: hole_bytes_ at its start
  };
  struct Work {
    What what;
    Term term;
    const Word* words = nullptr;
    const Word* more = nullptr;
    std::size_t count = 0;
    std::size_t mark = 0;
  };

  std::vector<std::uint8_t>& out() { return result_.bytes; }
  void u8(unsigned v) { out().push_back(static_cast<std::uint8_t>(v)); }
  void u16(unsigned v) {
    u8(v >> 8);
    u8(v);
  }
  void u32(std::uint32_t v) {
    u16(v >> 16);
    u16(v & 0xFFFF);
  }
  void u64(std::uint64_t v) {
    u32(static_cast<std::uint32_t>(v >> 32));
    u32(static_cast<std::uint32_t>(v));
  }
  void patch32(std::size_t at, std::uint32_t v) {
    for (unsigned i = 0; i < 4; ++i) out()[at + i] = static_cast<std::uint8_t>(v >> (24 - 8 * i));
  }
  void tag(Tag t) { u8(static_cast<unsigned>(t)); }
  void raw(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    out().insert(out().end(), bytes, bytes + size);
  }

  void push_term(Term t) { work_.push_back({What::term, t}); }

  void step() {
    Work& w = work_.back();
    switch (w.what) {
      case What::term: {
        const Term t = w.term;
        work_.pop_back();
        return one(t);
      }
      case What::elements: {
        const Term t = Term::from_word(*w.words++);
        if (--w.count == 0) work_.pop_back();
        return one(t);
      }
      case What::cells: {
        const Term cell = w.term, tail = cell.tail();
        if (tail.is_cons()) {
          ++w.count;
          w.term = tail;
        } else {
          patch32(w.mark, static_cast<std::uint32_t>(w.count));
          w = Work{What::term, tail};
        }
        return one(cell.head());
      }
      case What::values: {
        const Term key = Term::from_word(*w.words++), value = Term::from_word(*w.more++);
        if (--w.count == 0) work_.pop_back();
        push_term(value);
        return one(key);
      }
      case What::fun_end: {
        const std::size_t size = out().size() - w.mark + (hole_bytes_ - w.count);
        patch32(w.mark, static_cast<std::uint32_t>(size));
        work_.pop_back();
        return;
      }
      case What::children: {
        const Term child = Term::from_word(w.words[--w.count]);
        if (w.count == 0) work_.pop_back();
        if (!child.is_cons()) return push_node(child.boxed_ptr());
        push_term(child.tail());
        return one(child.head());
      }
    }
  }

  void push_node(const Word* node) {
    const bool is_collision = header_kind(*node) == Kind::map_collision;
    const Word* first = is_collision ? node + 1 : node + 2;
    work_.push_back(
        {What::children, Term::none(), first, nullptr, header_words(*node) - (is_collision ? 0 : 1)});
  }

  void one(Term t) {
    if (t.is_small()) return small(t.small_value());
    if (t.is_atom()) return atom(t);
    if (t.is_nil()) return tag(Tag::nil);
    if (t.is_cons()) return list(t);
    if (is_float(t)) return floating(float_value(t));
    if (t.is_local_pid()) return pid(t);
    if (t.is_local_port()) return port(t);
    boxed(t);
  }

  void small(std::int64_t v) {
    if (v >= 0 && v < 256) {
      tag(Tag::small_integer);
      u8(static_cast<unsigned>(v));
    } else if (v >= INT32_MIN && v <= INT32_MAX) {
      tag(Tag::integer);
      u32(static_cast<std::uint32_t>(v));
    } else {
      const Word magnitude = v < 0 ? ~static_cast<Word>(v) + 1 : static_cast<Word>(v);
      bignum({&magnitude, 1}, v < 0);
    }
  }

  void bignum(std::span<const Word> limbs, bool negative) {
    const std::size_t bytes = 8 * limbs.size() - static_cast<std::size_t>(std::countl_zero(limbs.back())) / 8;
    if (bytes < 256) {
      tag(Tag::small_big);
      u8(static_cast<unsigned>(bytes));
    } else {
      tag(Tag::large_big);
      u32(static_cast<std::uint32_t>(bytes));
    }
    u8(negative);
    raw(limbs.data(), bytes);  // little-endian as the format is
  }

  void atom(Term t) {
    if (kept_ != nullptr) return atom_number(t.atom_index());
    const std::string_view text = vm_.atoms.text(t);
    if (options_.latin1_atoms && write_latin1_atom(text)) return;
    if (text.size() > 255) {
      tag(Tag::atom_utf8);
      u16(static_cast<unsigned>(text.size()));
    } else {
      tag(Tag::small_atom_utf8);
      u8(static_cast<unsigned>(text.size()));
    }
    raw(text.data(), text.size());
  }
  void atom_number(std::uint32_t index) {
    tag(index > 0xFFFF ? Tag::atom_number_3 : Tag::atom_number_2);
    if (index > 0xFFFF) u8(index >> 16);
    u16(index & 0xFFFF);
  }
  bool write_latin1_atom(std::string_view text) {
    std::string latin1;
    for (std::size_t i = 0; i < text.size();) {
      const Utf8Character c = get_utf8(text.substr(i));
      if (c.character > 255) return false;
      latin1 += static_cast<char>(c.character);
      i += c.length;
    }
    tag(Tag::atom_latin1);
    u16(static_cast<unsigned>(latin1.size()));
    raw(latin1.data(), latin1.size());
    return true;
  }

  void floating(double d) {
    if (!options_.old_floats) {
      tag(Tag::new_float);
      return u64(std::bit_cast<std::uint64_t>(d));
    }
    tag(Tag::float_text);
    char text[40] = {};
    std::snprintf(text, sizeof text, "%.20e", d);
    raw(text, 31);
  }

  void list(Term t) {
    std::size_t length = 0;
    Term at = t;
    for (; at.is_cons() && length <= kMaxString; at = at.tail(), ++length) {
      const Term head = at.head();
      if (!head.is_small() || head.small_value() < 0 || head.small_value() > 255) break;
    }
    if (at.is_nil() && length <= kMaxString) {
      tag(Tag::string);
      u16(static_cast<unsigned>(length));
      for (at = t; at.is_cons(); at = at.tail()) u8(static_cast<unsigned>(at.head().small_value()));
      return;
    }
    tag(Tag::list);
    work_.push_back({What::cells, t, nullptr, nullptr, 1, out().size()});
    u32(0);
  }

  // Node of an identifier, and its creation for the caller to write.
  std::uint32_t node(Term identifier) {
    const auto external = external_node(identifier);
    if (external) {
      atom(external->name);
      return external->creation;
    }
    if (options_.local || kept_ != nullptr) {
      tag(Tag::nil);
    } else {
      atom(atoms::nonode_at_nohost);
    }
    return 0;
  }
  void pid(Term t) {
    tag(Tag::new_pid);
    const std::uint32_t creation = node(t);
    const PidParts parts = pid_parts(t);
    u32(parts.number);
    u32(parts.serial);
    u32(creation);
  }
  void port(Term t) {
    tag(Tag::v4_port);
    const std::uint32_t creation = node(t);
    u64(port_id(t));
    u32(creation);
  }
  void reference(Term t) {
    if (kept_ != nullptr && header_kind(header_of(t)) == Kind::magic_reference) {
      return keep(Tag::kept_reference, t, kOtpReferenceBytes);
    }
    const ReferenceNumbers r = reference_numbers(t);
    tag(Tag::newer_reference);
    u16(r.count);
    u32(node(t));
    for (unsigned i = 0; i < r.count; ++i) u32(r.ids[i]);
  }

  void boxed(Term t) {
    const Word* b = t.boxed_ptr();
    switch (header_kind(*b)) {
      case Kind::tuple: return tuple(b);
      case Kind::bignum_positive:
      case Kind::bignum_negative:
        return bignum({b + 1, header_words(*b)}, header_kind(*b) == Kind::bignum_negative);
      case Kind::heap_binary:
      case Kind::binary_handle:
      case Kind::bit_slice: return bits(t);
      case Kind::fun_local: return fun(b);
      case Kind::fun_export: {
        const auto* e = reinterpret_cast<const Export*>(b[1]);
        tag(Tag::export_);
        atom(e->module);
        atom(e->function);
        return small(e->arity);
      }
      case Kind::reference:
      case Kind::magic_reference:
      case Kind::external_reference: return reference(t);
      case Kind::external_pid: return pid(t);
      case Kind::external_port: return port(t);
      case Kind::map_flat: return flat_map(b);
      case Kind::map_root: return trie_map(b);
      case Kind::map_node:
      case Kind::map_collision:
      case Kind::boxed_float:
      case Kind::match_context: break;
    }
    VM_CHECK(false, "not a value of a program");
  }

  void tuple(const Word* b) {
    const std::size_t arity = header_words(*b);
    if (arity < 256) {
      tag(Tag::small_tuple);
      u8(static_cast<unsigned>(arity));
    } else {
      tag(Tag::large_tuple);
      u32(static_cast<std::uint32_t>(arity));
    }
    if (arity > 0) work_.push_back({What::elements, Term::none(), b + 1, nullptr, arity});
  }

  void keep(Tag how, Term t, std::size_t otp_bytes) {
    tag(how);
    u32(static_cast<std::uint32_t>(kept_->size()));
    otp_extra_ += otp_bytes - 4;
    kept_->push_back(t);
  }
  bool keep_binary(Term t) {
    if (header_kind(header_of(t)) == Kind::binary_handle) {
      keep(Tag::kept_binary, t, kOtpBinaryBytes);
      return true;
    }
    if (header_kind(header_of(t)) != Kind::bit_slice) return false;
    const Word* slice = t.boxed_ptr();
    const Term whole = Term::from_word(slice[1]);
    if (header_kind(header_of(whole)) != Kind::binary_handle) return false;
    keep(Tag::kept_bits, whole, kOtpBinaryBytes + kOtpSliceBytes - 16);
    u64(slice[2]);
    u64(slice[3]);
    return true;
  }
  void bits(Term t) {
    if (kept_ != nullptr && keep_binary(t)) return;
    const BitView v = bit_view(t);
    const std::size_t bytes = bytes_for_bits(v.size);
    const unsigned rest = v.size % 8;
    tag(rest == 0 ? Tag::binary : Tag::bit_binary);
    u32(static_cast<std::uint32_t>(bytes));
    if (rest != 0) u8(rest);
    if (keep_binaries_ && rest == 0 && bytes > kHeapBinaryMaxBytes) {
      result_.holes.push_back({out().size(), t});
      hole_bytes_ += bytes;
      return;
    }
    const std::size_t at = out().size();
    out().resize(at + bytes);
    copy_bits(out().data() + at, 0, v.bytes, v.offset, v.size);
  }

  void fun(const Word* b) {
    const auto* row = reinterpret_cast<const FunEntry*>(b[1]);
    const std::size_t free_count = header_words(*b) - 2;
    tag(Tag::new_fun);
    const std::size_t start = out().size();
    u32(0);
    u8(row->arity);
    raw(row->uniq.data(), row->uniq.size());
    u32(row->index);
    u32(static_cast<std::uint32_t>(free_count));
    atom(row->module_name);
    small(static_cast<std::int32_t>(row->old_index));
    small(static_cast<std::int32_t>(row->old_uniq));
    pid(make_local_pid({0, 0}));
    work_.push_back({What::fun_end, Term::none(), nullptr, nullptr, hole_bytes_, start});
    if (free_count > 0) work_.push_back({What::elements, Term::none(), b + 3, nullptr, free_count});
  }

  void map_size(std::size_t size) {
    tag(Tag::map);
    u32(static_cast<std::uint32_t>(size));
  }
  void flat_map(const Word* b) {
    const Word* keys = Term::from_word(b[1]).boxed_ptr();
    const std::size_t size = header_words(*keys);
    map_size(size);
    if (size == 0) return;
    if (!options_.deterministic) {
      work_.push_back({What::values, Term::none(), keys + 1, b + 2, size});
      return;
    }
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < size; ++i)
      pairs.push_back({Term::from_word(keys[1 + i]), Term::from_word(b[2 + i])});
    push_sorted(pairs);
  }
  void trie_map(const Word* b) {
    const auto size = static_cast<std::size_t>(Term::from_word(b[1]).small_value());
    map_size(size);
    if (!options_.deterministic) {
      work_.push_back({What::children, Term::none(), b + 3, nullptr, header_words(*b) - 2});
      return;
    }
    std::vector<Pair> pairs;
    std::vector<std::span<const Word>> nodes{{b + 3, header_words(*b) - 2}};
    while (!nodes.empty()) {
      const auto children = nodes.back();
      nodes.pop_back();
      for (const Word w : children) {
        const Term child = Term::from_word(w);
        if (child.is_cons()) {
          pairs.push_back({child.head(), child.tail()});
          continue;
        }
        const Word* n = child.boxed_ptr();
        const std::size_t skip = header_kind(*n) == Kind::map_collision ? 1 : 2;
        nodes.push_back({n + skip, header_words(*n) + 1 - skip});
      }
    }
    push_sorted(pairs);
  }

  struct Pair {
    Term key, value;
  };
  void push_sorted(std::vector<Pair>& pairs) {
    std::sort(pairs.begin(), pairs.end(),
              [&](const Pair& a, const Pair& b) { return compare_exact(vm_.atoms, a.key, b.key) < 0; });
    for (std::size_t i = pairs.size(); i-- > 0;) {
      push_term(pairs[i].value);
      push_term(pairs[i].key);
    }
  }

  void write_local_hash() {
    constexpr std::size_t kTermAt = 6;
    patch32(2, local_etf_hash(vm_, std::span<const std::uint8_t>(out()).subspan(kTermAt)));
  }

  const Vm& vm_;
  const EtfEncodeOptions options_;
  const bool keep_binaries_;
  // Of a packed term. OTP has these objects among the bytes.
  static constexpr std::size_t kOtpBinaryBytes = 24, kOtpSliceBytes = 40, kOtpReferenceBytes = 24;
  std::vector<Term>* kept_ = nullptr;
  std::size_t otp_extra_ = 0;
  EtfBytes result_;
  std::vector<Work> work_;
  std::size_t hole_bytes_ = 0;
};

}  // namespace

std::optional<EtfBytes> etf_encode_up_to(const Vm& vm, std::size_t most, Term t, EtfEncodeOptions options, bool keep_binaries) {
  // The checksum of a local term is over all its bytes, so they must be in one piece.
  return EtfWriter(vm, options, keep_binaries && !options.local).run(t, most);
}

EtfPacked etf_pack(const Vm& vm, Term t, std::vector<Term>& kept) { return EtfWriter(vm, {}, false).pack(t, kept); }

EtfBytes etf_encode(const Vm& vm, Term t, EtfEncodeOptions options, bool keep_binaries) {
  return *etf_encode_up_to(vm, SIZE_MAX, t, options, keep_binaries);
}

std::vector<std::uint8_t> etf_compress(std::span<const std::uint8_t> plain, int level) {
  constexpr std::size_t kHead = 6;  // version, tag, size
  const std::span term = plain.subspan(1);
  std::vector<std::uint8_t> out(kHead + (term.size() < 5 ? 0 : term.size() - 5));
  uLongf size = out.size() - kHead;
  if (size == 0 || compress2(out.data() + kHead, &size, term.data(), term.size(), level) != Z_OK) {
    return {plain.begin(), plain.end()};
  }
  out.resize(kHead + size);
  out[0] = etf::kVersion;
  out[1] = static_cast<std::uint8_t>(Tag::compressed);
  for (unsigned i = 0; i < 4; ++i) out[2 + i] = static_cast<std::uint8_t>(term.size() >> (24 - 8 * i));
  return out;
}

}  // namespace rt
