// SPDX-License-Identifier: Apache-2.0
// Searching for byte strings. One string: memchr and memmem, which take linear time. Several: the automaton of Aho and
// Corasick with all transitions filled in, one table look-up a byte.
#include "runtime/bifs/binary_pattern.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace rt {
namespace {

class SingleString final : public BytePattern {
 public:
  explicit SingleString(Bytes string) : string_(string.begin(), string.end()) {}
  bool is_single() const override { return true; }

  // What is looked at in a slice are places where the string may begin; each slice looks at as many as the string is
  // long, since it costs so much to begin.
  void advance(Search& search, Bytes subject, std::size_t budget) const override {
    const std::size_t stop = search.position + std::max(budget, string_.size());
    while (search.position < stop) {
      const std::size_t rest = subject.size() - search.position;
      if (rest < string_.size()) {
        search.is_done = true;
        return;
      }
      const std::size_t places = std::min(stop - search.position, rest - string_.size() + 1);
      const std::uint8_t* from = subject.data() + search.position;
      const std::uint8_t* at = find(from, places + string_.size() - 1);
      if (at == nullptr) {
        search.position += places;
        continue;
      }
      search.position += static_cast<std::size_t>(at - from);
      search.found.push_back({search.position, string_.size()});
      if (!search.all) {
        search.is_done = true;
        return;
      }
      search.position += string_.size();
    }
  }

 private:
  const std::uint8_t* find(const std::uint8_t* from, std::size_t size) const {
    return static_cast<const std::uint8_t*>(string_.size() == 1 ? std::memchr(from, string_[0], size)
                                                                : memmem(from, size, string_.data(), string_.size()));
  }
  std::vector<std::uint8_t> string_;
};

class ManyStrings final : public BytePattern {
 public:
  explicit ManyStrings(std::span<const Bytes> strings) {
    nodes_.emplace_back();
    for (const Bytes s : strings) add(s);
    link();
  }
  bool is_single() const override { return false; }

  // One pass. All that may still end behind the place begins no earlier than the node's string.
  void advance(Search& search, Bytes subject, std::size_t budget) const override {
    const std::size_t stop = search.position + std::min(budget, subject.size() - search.position);
    const bool is_first_only = !search.all;
    std::uint32_t node = search.node;
    std::size_t at = search.position;
    while (at < stop && !search.is_done) {
      node = nodes_[node].next[subject[at++]];
      if (is_first_only && !search.found.empty() && at - nodes_[node].depth > search.found[0].position) {
        search.is_done = true;
      } else if (longest_end(node) != kRoot) {
        is_first_only ? note_first(search, nodes_[longest_end(node)], at) : note_all(search, node, at);
      }
    }
    search.node = node;
    search.position = at;
    if (at == subject.size()) search.is_done = true;
  }

 private:
  static constexpr std::uint32_t kRoot = 0;
  struct Node {
    std::array<std::uint32_t, 256> next{};  // kRoot: none yet, while the trie is made
    std::uint32_t suffix = kRoot;           // the longest proper suffix that is a node
    std::uint32_t end = kRoot;              // itself or the longest suffix that is one of the strings
    std::size_t depth = 0;
  };

  // Of what ends before byte `at`.
  static void note_first(Search& search, const Node& end, std::size_t at) {
    const Match m{at - end.depth, end.depth};
    if (search.found.empty()) {
      search.found.push_back(m);
    } else if (m.position <= search.found[0].position) {
      search.found[0] = m;
    }
  }

  // A match takes the place of those found before that begin later, or as early and are shorter, unless an earlier one
  // reaches into it.
  void note_all(Search& search, std::uint32_t node, std::size_t at) const {
    std::vector<Match>& found = search.found;
    for (std::uint32_t end = longest_end(node); end != kRoot; end = longest_end(nodes_[end].suffix)) {
      const Match m{at - nodes_[end].depth, nodes_[end].depth};
      std::size_t kept = found.size();
      while (kept > 0 && (found[kept - 1].position > m.position ||
                          (found[kept - 1].position == m.position && found[kept - 1].length < m.length))) {
        --kept;
      }
      if (kept > 0 && found[kept - 1].position + found[kept - 1].length > m.position) continue;
      found.resize(kept);
      found.push_back(m);
    }
  }

  std::uint32_t longest_end(std::uint32_t node) const { return nodes_[node].end; }

  void add(Bytes string) {
    std::uint32_t at = kRoot;
    for (const std::uint8_t byte : string) {
      if (nodes_[at].next[byte] == kRoot) {
        const auto fresh = static_cast<std::uint32_t>(nodes_.size());
        const std::size_t depth = nodes_[at].depth + 1;
        nodes_[at].next[byte] = fresh;
        nodes_.emplace_back().depth = depth;
      }
      at = nodes_[at].next[byte];
    }
    nodes_[at].end = at;
  }

  // Breadth first, so that a node's suffix is complete before the node.
  void link() {
    std::vector<std::uint32_t> queue{kRoot};
    for (std::size_t i = 0; i < queue.size(); ++i) {
      const std::uint32_t at = queue[i];
      const std::uint32_t suffix = nodes_[at].suffix;
      if (nodes_[at].end == kRoot) nodes_[at].end = nodes_[suffix].end;
      for (unsigned byte = 0; byte < 256; ++byte) {
        const std::uint32_t child = nodes_[at].next[byte];
        const std::uint32_t other = at == kRoot ? kRoot : nodes_[suffix].next[byte];
        if (child == kRoot) {
          nodes_[at].next[byte] = other;
        } else {
          nodes_[child].suffix = other;
          queue.push_back(child);
        }
      }
    }
  }

  std::vector<Node> nodes_;
};

}  // namespace

BytePattern* BytePattern::create(std::span<const Bytes> strings) {
  if (strings.size() == 1) return new SingleString(strings[0]);
  return new ManyStrings(strings);
}

}  // namespace rt
