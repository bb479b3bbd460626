// SPDX-License-Identifier: Apache-2.0
#include "driver/erl/start.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "driver/process/variable.hpp"
#include "runtime/base/release.hpp"

namespace driver::erl {
namespace {

// As erlexec.c does: a grandchild that leads a session of its own and whose three descriptors lead nowhere.
Result<Said> detach() {
  for (int generation = 0; generation < 2; ++generation) {
    const pid_t child = ::fork();
    if (child < 0) return fail(ErrorCode::os, "No process", "The operating system gives no further process.");
    if (child > 0) ::_exit(0);
    if (generation == 0) ::setsid();
  }
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (int descriptor = 0; descriptor < 3; ++descriptor) ::dup2(nowhere, descriptor);
  if (nowhere > 2) ::close(nowhere);
  return Said{};
}

}  // namespace

Result<std::variant<Said, StartPlan>> start(const std::vector<std::string>& words) {
  Result<CommandLine> line = parse(words, {variable("ERL_AFLAGS"), variable("ERL_FLAGS"), variable("ERL_ZFLAGS")});
  if (!line) return std::unexpected(line.error());
  if (line->wants_version) {
    return Said{"Erlang (SMP,ASYNC_THREADS) (BEAM) emulator version " + std::string(rt::kErtsVersion) + "\n"};
  }
  if (line->has("sname") || line->has("name")) {
    return fail(ErrorCode::start, "No distribution", "gleamr is one node on its own: it cannot have a name (-sname, -name).");
  }
  for (const auto& [name, value] : line->environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (line->has("detached")) {
    if (const Result<Said> done = detach(); !done) return std::unexpected(done.error());
  }
  StartPlan plan;
  for (const std::string& folder : line->values_of("pa")) plan.ebin_folders.insert(plan.ebin_folders.begin(), folder);
  plan.ebin_folders_behind = line->values_of("pz");
  plan.arguments = line->plain;
  plan.schedulers = line->schedulers;
  plan.schedulers_online = line->schedulers_online;
  if (const std::string text = variable("ERL_FULLSWEEP_AFTER"); !text.empty()) {
    line->settings.heap.fullsweep_after = static_cast<std::uint16_t>(std::min<unsigned long>(std::strtoul(text.c_str(), nullptr, 10), UINT16_MAX));
  }
  plan.erl = std::move(*line);
  return plan;
}

Result<std::vector<std::string>> words_of_escript(const std::vector<std::string>& words) {
  const std::string script = script_of(words);
  if (script.empty()) return fail(ErrorCode::start, "escript", "Missing filename");
  std::ifstream file(script, std::ios::binary);
  constexpr std::size_t kEnoughForThreeLines = 8192;
  if (!file) return fail(ErrorCode::start, "escript", "Failed to open file: " + script);
  std::string beginning(kEnoughForThreeLines, '\0');
  file.read(beginning.data(), kEnoughForThreeLines);
  beginning.resize(static_cast<std::size_t>(file.gcount()));
  ::setenv("ESCRIPT_NAME", script.c_str(), 1);
  return words_for_escript(words, emulator_words_of(beginning));
}

}  // namespace driver::erl
