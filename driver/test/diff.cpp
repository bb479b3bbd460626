// SPDX-License-Identifier: Apache-2.0
// Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986) over numbered items, used for lines and
// then for words.
#include "driver/test/diff.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "driver/test/text.hpp"

namespace driver::test {
namespace {

constexpr std::size_t kMostEdits = 1000;
constexpr std::size_t kContext = 3;
constexpr std::size_t kLongestMarkedLine = 4000;

using Items = std::vector<std::uint32_t>;

class Numbering {
 public:
  std::uint32_t number(std::string_view text) {
    return numbers_.try_emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  Items numbered(const std::vector<std::string_view>& texts) {
    Items items;
    for (const std::string_view text : texts) items.push_back(number(text));
    return items;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

// The furthest x on each diagonal, before each number of edits: enough to walk the path backwards.
struct Trace {
  std::vector<std::vector<std::size_t>> rounds;
  bool is_complete = false;
};

// Diagonal k = x - y of round d is kept at k + d + 1; the slots at both ends are never read as better.
Trace trace_of(const Items& left, std::size_t left_end, const Items& right, std::size_t right_end,
               std::size_t from) {
  const auto n = static_cast<std::ptrdiff_t>(left_end - from),
             m = static_cast<std::ptrdiff_t>(right_end - from);
  const auto most = std::min<std::ptrdiff_t>(n + m, kMostEdits);
  std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
    return furthest[static_cast<std::size_t>(k + most + 1)];
  };
  Trace trace;
  for (std::ptrdiff_t d = 0; d <= most; ++d) {
    std::vector<std::size_t> round;
    round.reserve(static_cast<std::size_t>(2 * d + 1));
    for (std::ptrdiff_t k = -d; k <= d; ++k) {
      if ((k + d) % 2 != 0) {
        round.push_back(0);
        continue;
      }
      std::ptrdiff_t x = 0;
      if (d > 0) x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      std::ptrdiff_t y = x - k;
      while (x < n && y < m &&
             left[from + static_cast<std::size_t>(x)] == right[from + static_cast<std::size_t>(y)]) {
        ++x;
        ++y;
      }
      at(k) = x;
      round.push_back(static_cast<std::size_t>(x));
      if (x >= n && y >= m) {
        trace.rounds.push_back(std::move(round));
        trace.is_complete = true;
        return trace;
      }
    }
    trace.rounds.push_back(std::move(round));
  }
  return trace;
}

// One change for each single edit, last one first; neighbours are joined afterwards.
std::vector<Change> edits_of(const Trace& trace, std::size_t n, std::size_t m, std::size_t from) {
  std::vector<Change> edits;
  auto x = static_cast<std::ptrdiff_t>(n), y = static_cast<std::ptrdiff_t>(m);
  for (auto d = static_cast<std::ptrdiff_t>(trace.rounds.size()) - 1; d > 0; --d) {
    const auto& before = trace.rounds[static_cast<std::size_t>(d - 1)];
    const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t {
      const std::ptrdiff_t place = k + d - 1;
      return place < 0 || place >= static_cast<std::ptrdiff_t>(before.size())
                 ? -1
                 : static_cast<std::ptrdiff_t>(before[static_cast<std::size_t>(place)]);
    };
    const std::ptrdiff_t k = x - y;
    const bool is_insertion = k == -d || (k != d && at(k - 1) < at(k + 1));
    x = is_insertion ? at(k + 1) : at(k - 1);
    y = x - (is_insertion ? k + 1 : k - 1);
    const auto left = from + static_cast<std::size_t>(x), right = from + static_cast<std::size_t>(y);
    edits.push_back(is_insertion ? Change{left, left, right, right + 1}
                                 : Change{left, left + 1, right, right});
  }
  std::reverse(edits.begin(), edits.end());
  return edits;
}

std::vector<Change> joined(const std::vector<Change>& edits) {
  std::vector<Change> result;
  for (const Change& edit : edits) {
    if (!result.empty() && result.back().left_end == edit.left_begin &&
        result.back().right_end == edit.right_begin) {
      result.back().left_end = edit.left_end;
      result.back().right_end = edit.right_end;
    } else {
      result.push_back(edit);
    }
  }
  return result;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (c & 0x80) != 0;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    if (is_word_byte(line[at])) {
      while (end < line.size() && is_word_byte(line[end])) ++end;
    }
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

// Marks what differs between two versions of a line; nothing where hardly anything is the same.
void mark_words(DiffLine& left, DiffLine& right) {
  if (left.text.size() > kLongestMarkedLine || right.text.size() > kLongestMarkedLine) return;
  const auto left_words = words_of(left.text), right_words = words_of(right.text);
  Numbering numbering;
  const auto found = changes(numbering.numbered(left_words), numbering.numbered(right_words));
  std::size_t changed = 0;
  const auto mark = [&changed](DiffLine& line, const std::vector<std::string_view>& words, std::size_t begin,
                               std::size_t end) {
    if (begin == end) return;
    const auto start = static_cast<std::size_t>(words[begin].data() - line.text.data());
    const auto stop =
        static_cast<std::size_t>(words[end - 1].data() + words[end - 1].size() - line.text.data());
    changed += stop - start;
    line.marks.emplace_back(start, stop);
  };
  for (const Change& change : found) {
    mark(left, left_words, change.left_begin, change.left_end);
    mark(right, right_words, change.right_begin, change.right_end);
  }
  if (changed * 5 > (left.text.size() + right.text.size()) * 4) {
    left.marks.clear();
    right.marks.clear();
  }
}

void append_common(std::vector<DiffLine>& out, const std::vector<std::string_view>& lines, std::size_t begin,
                   std::size_t end, bool is_first, bool is_last) {
  const std::size_t behind = is_first ? 0 : kContext, before = is_last ? 0 : kContext;
  const auto append = [&](std::size_t i) {
    out.push_back({DiffLine::Kind::common, std::string(lines[i]), {}});
  };
  if (end - begin <= behind + before + 1) {  // a gap of one line would only take its place
    for (std::size_t i = begin; i < end; ++i) append(i);
    return;
  }
  for (std::size_t i = begin; i < begin + behind; ++i) append(i);
  out.push_back({DiffLine::Kind::gap, std::to_string(end - begin - behind - before), {}});
  for (std::size_t i = end - before; i < end; ++i) append(i);
}

}  // namespace

std::vector<Change> changes(const Items& left, const Items& right) {
  std::size_t from = 0, left_end = left.size(), right_end = right.size();
  while (from < left_end && from < right_end && left[from] == right[from]) ++from;
  while (left_end > from && right_end > from && left[left_end - 1] == right[right_end - 1]) {
    --left_end;
    --right_end;
  }
  if (from == left_end && from == right_end) return {};
  if (from == left_end || from == right_end) return {{from, left_end, from, right_end}};
  const Trace trace = trace_of(left, left_end, right, right_end, from);
  if (!trace.is_complete) return {{from, left_end, from, right_end}};
  return joined(edits_of(trace, left_end - from, right_end - from, from));
}

std::vector<DiffLine> diff_lines(std::string_view left, std::string_view right) {
  const auto left_lines = lines_of(left), right_lines = lines_of(right);
  Numbering numbering;
  const auto found = changes(numbering.numbered(left_lines), numbering.numbered(right_lines));
  std::vector<DiffLine> out;
  std::size_t done = 0;
  for (const Change& change : found) {
    append_common(out, left_lines, done, change.left_begin, &change == &found.front(), false);
    const std::size_t removed = change.left_end - change.left_begin,
                      added = change.right_end - change.right_begin;
    const std::size_t first = out.size();
    for (std::size_t i = 0; i < removed; ++i) {
      out.push_back({DiffLine::Kind::left, std::string(left_lines[change.left_begin + i]), {}});
    }
    for (std::size_t i = 0; i < added; ++i) {
      out.push_back({DiffLine::Kind::right, std::string(right_lines[change.right_begin + i]), {}});
    }
    for (std::size_t i = 0; i < std::min(removed, added); ++i)
      mark_words(out[first + i], out[first + removed + i]);
    done = change.left_end;
  }
  if (!out.empty()) append_common(out, left_lines, done, left_lines.size(), false, true);
  return out;
}

}  // namespace driver::test
