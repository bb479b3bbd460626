// SPDX-License-Identifier: Apache-2.0
#include "driver/run/machine_words.hpp"

#include <cstdlib>

#include "runtime/base/release.hpp"

namespace driver {
namespace {

using Flags = std::vector<std::pair<std::string, std::vector<std::string>>>;

// What the starter itself says, in its order.
Flags starters_flags(const StartPlan& plan) {
  const std::string bindir = plan.otp_root + "/erts-" + std::string(rt::kErtsVersion) + "/bin";
  Flags flags{{"root", {plan.otp_root}}, {"bindir", {bindir}}, {"progname", {plan.program_name}}};
  if (const char* home = std::getenv("HOME")) flags.push_back({"home", {home}});
  return flags;
}

Flags programs_flags(const StartPlan& plan) {
  if (plan.erl) return plan.erl->flags;
  Flags flags{{"noshell", {}}};
  // With -pa the last one is searched first.
  for (auto folder = plan.ebin_folders.rbegin(); folder != plan.ebin_folders.rend(); ++folder) flags.push_back({"pa", {*folder}});
  return flags;
}

void append(std::vector<std::string>& words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
}

}  // namespace

InitArguments init_arguments(const StartPlan& plan) {
  InitArguments result{starters_flags(plan), plan.arguments};
  const Flags more = programs_flags(plan);
  result.flags.insert(result.flags.end(), more.begin(), more.end());
  return result;
}

std::vector<std::string> boot_words(const StartPlan& plan) {
  std::vector<std::string> words;
  for (const auto& [flag, values] : starters_flags(plan)) {
    if (flag == "root" || flag == "home") words.push_back("--");
    words.push_back("-" + flag);
    append(words, values);
  }
  words.push_back("--");
  if (plan.erl) {
    append(words, plan.erl->for_init);
    return words;
  }
  for (const auto& [flag, values] : programs_flags(plan)) {
    words.push_back("-" + flag);
    append(words, values);
  }
  words.push_back("-extra");
  append(words, plan.arguments);
  return words;
}

std::vector<std::string> emulator_arguments(const StartPlan& plan) {
  std::vector<std::string> words{"gleamr"};
  if (plan.erl) append(words, plan.erl->for_emulator);
  append(words, boot_words(plan));
  return words;
}

}  // namespace driver
