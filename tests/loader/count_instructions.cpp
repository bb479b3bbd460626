// SPDX-License-Identifier: Apache-2.0
// count_instructions [-l] [-n ROWS] PATH... - transforms every function of every .beam in the files and folders given and
// counts internal instructions and pairs of them (the second not a jump target is not looked at: a pair may be split
// by a label). -l lists the code. Superinstructions are chosen from what this prints; runtime/code/README.md has the counts of OTP.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "loader/load.hpp"
#include "runtime/code/listing.hpp"
#include "runtime/vm.hpp"

namespace {

namespace fs = std::filesystem;
using rt::Instr;

struct Counts {
  std::map<Instr, std::size_t> single;
  std::map<std::pair<Instr, Instr>, std::size_t> pair;
  std::size_t functions = 0, instructions = 0, words = 0, refused = 0;
};

void count_function(const rt::Function& f, Counts& counts) {
  counts.functions++;
  counts.words += static_cast<std::size_t>(f.code_end - f.code);
  Instr previous = Instr::i_func_info;
  for (const rt::Word* at = f.code + 1; at < f.code_end; at += rt::instr_length(at)) {
    const Instr here = rt::instr_at(at);
    counts.single[here]++;
    counts.instructions++;
    if (at != f.code + 1) counts.pair[{previous, here}]++;
    previous = here;
  }
}

void list_function(const rt::Vm& vm, const rt::Function& f) {
  std::printf("%s/%u\n", std::string(vm.atoms.text(f.name)).c_str(), f.arity);
  for (const rt::Word* at = f.code + 1; at < f.code_end; at += rt::instr_length(at)) {
    std::printf("  %4td %s\n", at - f.code, std::string(rt::instr_info(rt::instr_at(at)).name).c_str());
  }
}

void count_file(const fs::path& path, Counts& counts, bool list) {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes((std::istreambuf_iterator<char>(in)), {});
  rt::Vm vm(rt::VmOptions{}, nullptr);
  auto module = loader::prepare(vm, std::move(bytes));
  if (!module) {
    counts.refused++;
    return;
  }
  for (rt::Function& f : (*module)->functions) {
    if ((*module)->provider->transform(vm, f)) {
      count_function(f, counts);
      if (list) list_function(vm, f);
    } else {
      counts.refused++;
    }
  }
}

template <class Map, class Name>
void print_most(const Map& counts, std::size_t rows, std::size_t total, Name name) {
  std::vector<std::pair<std::size_t, std::string>> sorted;
  for (const auto& [key, n] : counts) sorted.emplace_back(n, name(key));
  std::ranges::sort(sorted, std::greater{});
  for (std::size_t i = 0; i < std::min(rows, sorted.size()); ++i) {
    std::printf("%9zu %5.2f%%  %s\n", sorted[i].first, 100.0 * static_cast<double>(sorted[i].first) / static_cast<double>(total),
                sorted[i].second.c_str());
  }
}

std::string text(Instr i) { return std::string(rt::instr_info(i).name); }

}  // namespace

int main(int argc, char** argv) {
  Counts counts;
  std::size_t rows = 60;
  bool list = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "-n") == 0 && i + 1 < argc) {
      rows = std::stoul(argv[++i]);
    } else if (std::strcmp(argv[i], "-l") == 0) {
      list = true;
    } else if (fs::is_directory(argv[i])) {
      for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
        if (entry.path().extension() == ".beam") count_file(entry.path(), counts, list);
      }
    } else {
      count_file(argv[i], counts, list);
    }
  }
  std::printf("%zu functions, %zu instructions, %zu words, %zu refused\n", counts.functions, counts.instructions,
              counts.words, counts.refused);
  print_most(counts.single, rows, counts.instructions, text);
  std::printf("pairs\n");
  print_most(counts.pair, rows, counts.instructions,
             [](const auto& p) { return text(p.first) + " " + text(p.second); });
  return counts.refused == 0 ? 0 : 1;
}
