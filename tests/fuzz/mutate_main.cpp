// SPDX-License-Identifier: Apache-2.0
// A small fuzzer for where there is no libFuzzer: mutate_main SECONDS SEED FILE... mutates the files (bytes,
// chunks, and whole operations of the code) and runs LLVMFuzzerTestOneInput on each result. With SECONDS 0 it
// runs each file once as it is. A failing input is left in fuzz-failure.beam.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "loader/decode/decoded_module.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern std::uint64_t fuzz_modules, fuzz_functions, fuzz_verified, fuzz_walks;

namespace {

using File = std::vector<std::uint8_t>;
using Random = std::mt19937_64;

const File* current_input = nullptr;

void leave_failure(int signal) {
  if (current_input != nullptr) {
    const int fd = open("fuzz-failure.beam", O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (fd >= 0) {
      const auto written = write(fd, current_input->data(), current_input->size());
      (void)written;
      close(fd);
    }
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

std::size_t pick(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

void put_be32(File& file, std::size_t at, std::size_t value) {
  for (int i = 0; i < 4; ++i)
    file[at + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}

// Bytes anywhere.
void mutate_bytes(File& file, Random& random) {
  if (file.empty()) return;
  const std::size_t at = pick(random, file.size());
  switch (pick(random, 5)) {
    case 0: file[at] ^= static_cast<std::uint8_t>(1u << pick(random, 8)); break;
    case 1: file[at] = static_cast<std::uint8_t>(random()); break;
    case 2: file.resize(at); break;
    case 3:
      file.insert(file.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint8_t>(random()));
      break;
    default: file[at] = random() % 2 != 0 ? 0xff : 0; break;
  }
}

struct CodeShape {
  std::size_t chunk_at = 0;     // of the chunk's name
  std::size_t header_size = 0;  // of what comes before the operations
  std::vector<std::size_t> op_offsets;
  std::size_t code_size = 0;
};

bool find_code(const File& file, CodeShape& shape) {
  const auto module = loader::decode_module(loader::Bytes(file));
  if (!module || module->owned_file.size() != 0 || module->code.empty()) return false;
  const auto chunk = *module->chunk("Code");
  shape.chunk_at = static_cast<std::size_t>(chunk.data() - file.data()) - 8;
  shape.header_size = static_cast<std::size_t>(module->code.data() - chunk.data());
  shape.code_size = module->code.size();
  loader::FunctionCode code;
  for (std::uint32_t f = 0; f < module->functions.size(); ++f) {
    if (!loader::decode_function(*module, f, code)) return false;
    for (const auto& op : code.ops) shape.op_offsets.push_back(op.offset);
  }
  shape.op_offsets.push_back(shape.code_size - 1);  // int_code_end
  return true;
}

// Whole operations: values of operands, deletion, duplication, exchange.
void mutate_code(File& file, const CodeShape& shape, Random& random) {
  const std::size_t begin = shape.chunk_at + 8 + shape.header_size;
  File code(file.begin() + static_cast<std::ptrdiff_t>(begin),
            file.begin() + static_cast<std::ptrdiff_t>(begin + shape.code_size));
  const auto op_at = [&](std::size_t i) {
    return File(code.begin() + static_cast<std::ptrdiff_t>(shape.op_offsets[i]),
                code.begin() + static_cast<std::ptrdiff_t>(shape.op_offsets[i + 1]));
  };
  const std::size_t ops = shape.op_offsets.size() - 1;
  std::vector<File> list;
  for (std::size_t i = 0; i < ops; ++i) list.push_back(op_at(i));
  for (std::size_t n = 1 + pick(random, 3); n-- != 0;) {
    const std::size_t i = pick(random, list.size());
    const std::size_t j =
        pick(random, 4) != 0 ? std::min(list.size() - 1, i + pick(random, 12)) : pick(random, list.size());
    File& op = list[i];
    const auto here = list.begin() + static_cast<std::ptrdiff_t>(i);
    switch (pick(random, 8)) {
      case 0: list.erase(here); break;
      case 1: list.insert(list.begin() + static_cast<std::ptrdiff_t>(j), File(op)); break;
      case 2: std::swap(list[i], list[j]); break;
      case 3: op[0] = static_cast<std::uint8_t>(1 + pick(random, 191)); break;
      case 4: op[pick(random, op.size())] ^= static_cast<std::uint8_t>(1u << pick(random, 8)); break;
      default:  // another value with the same tag, or the same value with another tag
        if (op.size() > 1) {
          std::uint8_t& byte = op[1 + pick(random, op.size() - 1)];
          if (pick(random, 6) != 0)
            byte = static_cast<std::uint8_t>((byte & 15) | pick(random, 8) << 4);
          else
            byte = static_cast<std::uint8_t>((byte & 0xf8) | pick(random, 8));
        }
        break;
    }
    if (list.empty()) break;
  }
  File changed(file.begin() + static_cast<std::ptrdiff_t>(shape.chunk_at),
               file.begin() + static_cast<std::ptrdiff_t>(begin));
  for (const File& op : list) changed.insert(changed.end(), op.begin(), op.end());
  changed.push_back(3);
  put_be32(changed, 4, changed.size() - 8);
  changed.resize((changed.size() + 3) / 4 * 4);
  const std::size_t end = shape.chunk_at + 8 + (shape.header_size + shape.code_size + 3) / 4 * 4;
  File result(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(shape.chunk_at));
  result.insert(result.end(), changed.begin(), changed.end());
  result.insert(result.end(), file.begin() + static_cast<std::ptrdiff_t>(end), file.end());
  put_be32(result, 4, result.size() - 8);
  file = std::move(result);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: mutate_main SECONDS SEED FILE...\n");
    return 2;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, leave_failure);
  std::vector<File> corpus;
  std::vector<CodeShape> shapes;
  for (int i = 3; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    current_input = &corpus.back();
    LLVMFuzzerTestOneInput(corpus.back().data(), corpus.back().size());
    CodeShape shape;
    if (!find_code(corpus.back(), shape)) shape.op_offsets.clear();
    shapes.push_back(std::move(shape));
  }
  Random random(std::strtoull(argv[2], nullptr, 10));
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  std::uint64_t runs = 0;
  while (std::chrono::steady_clock::now() < end) {
    for (int batch = 0; batch < 50; ++batch) {
      const std::size_t which = pick(random, corpus.size());
      File input = corpus[which];
      if (!shapes[which].op_offsets.empty() && pick(random, 8) != 0)
        mutate_code(input, shapes[which], random);
      else
        for (std::size_t n = 1 + pick(random, 4); n-- != 0;) mutate_bytes(input, random);
      current_input = &input;
      LLVMFuzzerTestOneInput(input.data(), input.size());
      ++runs;
    }
  }
  std::printf("%llu inputs, %llu loaded, %llu of %llu functions verified, %llu walks\n",
              static_cast<unsigned long long>(runs), static_cast<unsigned long long>(fuzz_modules),
              static_cast<unsigned long long>(fuzz_verified), static_cast<unsigned long long>(fuzz_functions),
              static_cast<unsigned long long>(fuzz_walks));
  return 0;
}
