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
  std::optional<Match> find_first(Bytes subject) const override {
    const std::uint8_t* at = find(subject.data(), subject.size());
    if (at == nullptr) return std::nullopt;
    return Match{static_cast<std::size_t>(at - subject.data()), string_.size()};
  }
  std::vector<Match> find_all(Bytes subject) const override {
    std::vector<Match> found;
    const std::uint8_t* from = subject.data();
    const std::uint8_t* const end = from + subject.size();
    while (const std::uint8_t* at = find(from, static_cast<std::size_t>(end - from))) {
      found.push_back({static_cast<std::size_t>(at - subject.data()), string_.size()});
      from = at + string_.size();
    }
    return found;
  }

 private:
  const std::uint8_t* find(const std::uint8_t* from, std::size_t size) const {
    if (size < string_.size()) return nullptr;
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

  std::optional<Match> find_first(Bytes subject) const override {
    std::optional<Match> best;
    std::uint32_t at = kRoot;
    for (std::size_t i = 0; i < subject.size();) {
      at = nodes_[at].next[subject[i++]];
      const Node& node = nodes_[at];
      // All that may still end here begins behind the best one.
      if (best && i - node.depth > best->position) break;
      const std::uint32_t end = longest_end(at);
      if (end == kRoot) continue;
      const Match m{i - nodes_[end].depth, nodes_[end].depth};
      if (!best || m.position <= best->position) best = m;
    }
    return best;
  }

  // One pass: a match takes the place of those found before that begin later, or as early and are shorter, unless an
  // earlier one reaches into it.
  std::vector<Match> find_all(Bytes subject) const override {
    std::vector<Match> found;
    std::uint32_t at = kRoot;
    for (std::size_t i = 0; i < subject.size();) {
      at = nodes_[at].next[subject[i++]];
      for (std::uint32_t end = longest_end(at); end != kRoot; end = longest_end(nodes_[end].suffix)) {
        const Match m{i - nodes_[end].depth, nodes_[end].depth};
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
    return found;
  }

 private:
  static constexpr std::uint32_t kRoot = 0;
  struct Node {
    std::array<std::uint32_t, 256> next{};  // kRoot: none yet, while the trie is made
    std::uint32_t suffix = kRoot;           // the longest proper suffix that is a node
    std::uint32_t end = kRoot;              // itself or the longest suffix that is one of the strings
    std::size_t depth = 0;
  };

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
