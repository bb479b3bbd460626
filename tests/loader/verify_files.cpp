// SPDX-License-Identifier: Apache-2.0
// verify_files PATH... - loads every .beam in the files and folders given, decodes and verifies every
// function, and prints what is refused. `--erl ERL` adds the library folder of that Erlang. Exit code 1 if
// anything is refused. OTP's compilers write no code that the verifier may refuse, so this is a test on
// whatever OTP is at hand.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "loader/chunks/line_table.hpp"
#include "loader/verify/verify.hpp"

namespace {

using namespace loader;
namespace fs = std::filesystem;

struct Totals {
  unsigned long modules = 0;
  unsigned long functions = 0;
  unsigned long operations = 0;
  unsigned long refused = 0;
  double load_ms = 0;
  double function_ms = 0;
};

class Stopwatch {
 public:
  explicit Stopwatch(double& total) : total_(total), begin_(std::chrono::steady_clock::now()) {}
  ~Stopwatch() {
    total_ += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  double& total_;
  std::chrono::steady_clock::time_point begin_;
};

void check(const fs::path& path, Totals& totals) {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const auto complain = [&](const LoadError& error) {
    ++totals.refused;
    std::printf("%s: %s\n", path.c_str(), to_string(error).c_str());
  };
  Result<DecodedModule> module = std::unexpected(LoadError{});
  {
    Stopwatch watch(totals.load_ms);
    module = decode_module(std::move(bytes));
  }
  if (!module) return complain(module.error());
  ++totals.modules;
  Stopwatch watch(totals.function_ms);
  ModuleVerifier verifier(*module);
  FunctionCode code;
  for (std::uint32_t i = 0; i < module->functions.size(); ++i) {
    auto ok = decode_function(*module, i, code);
    if (ok) ok = verifier.verify(code);
    if (!ok) complain(ok.error());
    ++totals.functions;
    totals.operations += code.ops.size();
  }
  if (const auto lines = decode_line_table(*module); !lines) complain(lines.error());
}

std::string library_of(const std::string& erl) {
  const std::string command =
      "'" + erl + "' -noshell -eval 'io:put_chars(code:lib_dir()), halt().' 2>/dev/null";
  std::string text;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    char buffer[512];
    while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, pipe)) text.append(buffer, n);
    pclose(pipe);
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) == "--erl" && i + 1 < argc)
      paths.push_back(library_of(argv[++i]));
    else
      paths.emplace_back(argv[i]);
  }
  Totals totals;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      check(path, totals);
      continue;
    }
    for (const auto& entry :
         fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied)) {
      if (entry.path().extension() == ".beam") check(entry.path(), totals);
    }
  }
  std::printf(
      "%lu modules, %lu functions, %lu operations, %lu refused; load %.1f ms, decode and verify %.1f ms "
      "(%.0f ns an operation)\n",
      totals.modules, totals.functions, totals.operations, totals.refused, totals.load_ms, totals.function_ms,
      totals.function_ms * 1e6 / static_cast<double>(totals.operations == 0 ? 1 : totals.operations));
  return totals.refused == 0 && totals.modules != 0 ? 0 : 1;
}
