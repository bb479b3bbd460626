// SPDX-License-Identifier: Apache-2.0
// Two passes, as in OTP: the starter takes what is for the emulator (+x, -env, -args_file ...) and hands on the rest; init
// sorts that into flags, actions and plain arguments.
#include "driver/erl/command_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>
#include <string_view>
#include <thread>

#include "driver/erl/emulator_flags.hpp"
#include "loader/bytes/whole_file.hpp"

namespace driver::erl {
namespace {

using Words = std::vector<std::string>;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr const char* kEnd = "--";
constexpr const char* kEscapedEnd = "\\--";  // one that is an argument

DriverError wrong(std::string text) { return {ErrorCode::usage, "Wrong command line", std::move(text)}; }

// Words between blanks; quotes and backslashes as the starter of OTP reads them. In files a # begins a comment.
Words split(std::string_view text, bool has_comments) {
  Words words;
  std::string word;
  bool is_begun = false;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else if (c == '\\' && quote == '"' && i + 1 < text.size()) {
        word += text[++i];
      } else {
        word += c;
      }
    } else if (std::string_view(" \t\r\n\f\v").contains(c)) {
      if (is_begun) words.push_back(std::exchange(word, {}));
      is_begun = false;
    } else if (c == '#' && has_comments && !is_begun) {
      while (i < text.size() && text[i] != '\n') ++i;
    } else {
      is_begun = true;
      if (c == '\'' || c == '"') quote = c;
      else if (c == '\\' && i + 1 < text.size()) word += text[++i];
      else word += c;
    }
  }
  if (is_begun) words.push_back(std::move(word));
  return words;
}

// --- the starter

// The emulator's flags that have a value as their next word.
bool takes_value(std::string_view flag) {
  if (flag.size() == 2) return std::string_view("aACeinPQtTRWKSJ").contains(flag[1]);
  if (flag[1] == 'M' || flag[1] == 'J') return true;
  return is_one_of(flag, {"+SP", "+SDcpu", "+SDPcpu", "+SDio", "+IOt", "+IOp", "+IOPt", "+IOPp", "+IOs",
                          "+hms", "+hmbs", "+hpds", "+hmax", "+hmaxk", "+hmaxel", "+hmaxib", "+hmqd", "+rg", "+pc", "+pad",
                          "+zdbbl", "+zdntgc", "+zebwt", "+zosrl", "+zhft",
                          "+sbt", "+sbwt", "+sbwtdcpu", "+sbwtdio", "+scl", "+sct", "+secio", "+sfwi", "+stbt", "+swct",
                          "+swt", "+swtdcpu", "+swtdio", "+sws", "+spp", "+sss", "+sssdcpu", "+sssdio", "+sub"});
}

class Starter {
 public:
  explicit Starter(CommandLine& line) : line_(line) {}

  std::optional<DriverError> read(const Words& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string& word = words[i];
      const std::string* next = i + 1 < words.size() && words[i + 1] != kEnd ? &words[i + 1] : nullptr;
      if (word == "-extra" || word == "++S") {
        if (word == "++S") for_init.push_back("-noshell");
        for_init.push_back(word == "++S" ? "-S" : word);
        for_init.insert(for_init.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
        return std::nullopt;
      }
      if (word == "-env") {
        if (next == nullptr || i + 2 >= words.size() || words[i + 2] == kEnd) return missing("-env");
        line_.environment.emplace_back(words[i + 1], words[i + 2]);
        i += 2;
      } else if (is_one_of(word, {"-noinput", "-detached"})) {
        if (word == "-detached") for_init.push_back(word);
        for_init.insert(for_init.end(), {"-noshell", "-noinput"});
      } else if (word == "-version" || word == "+V") {
        line_.wants_version = true;
      } else if (is_one_of(word, {"-name", "-sname", "-proto_dist", "-start_epmd"})) {
        if (next == nullptr) return missing(word);
        for_init.insert(for_init.end(), {word, *next});
        ++i;
      } else if (is_one_of(word, {"-smp", "-emu_type", "-emu_flavor", "-epmd"})) {
        if (next != nullptr && !next->starts_with('-')) ++i;
      } else if (word.starts_with('+') && word.size() > 1) {
        if (const auto error = emulator_flag(word, next)) return error;
        const bool has_break_choice = next != nullptr && word == "+B" && is_one_of(*next, {"i", "c", "d"});
        if (word.starts_with("+B")) break_flag(has_break_choice ? *next : word.substr(2));
        const bool has_choice = next != nullptr && (has_break_choice ||
                                                    (word == "+c" && is_one_of(*next, {"true", "false"})));
        if (has_choice) line_.for_emulator.push_back(*next);
        if (takes_value(word) || has_choice) ++i;
      } else {
        for_init.push_back(word);
      }
    }
    return std::nullopt;
  }

  Words for_init;

 private:
  static DriverError missing(const std::string& flag) {
    return wrong("Missing argument(s) for '" + flag + "'.");
  }
  std::optional<DriverError> emulator_flag(const std::string& flag, const std::string* next) {
    line_.for_emulator.push_back("-" + flag.substr(1));
    if (takes_value(flag) && next != nullptr) line_.for_emulator.push_back(*next);
    if (takes_value(flag)) {
      if (next == nullptr) return missing(flag);
      if (flag == "+S") return schedulers(*next);
      if (flag == "+JPcover") return coverage(*next);
      return std::nullopt;
    }
    const bool has_schedulers = flag.starts_with("+S") && flag.size() > 2 && flag[2] != 'P' && flag[2] != 'D';
    return has_schedulers ? schedulers(flag.substr(2)) : std::nullopt;
  }
  void break_flag(std::string_view choice) {
    BreakFlags& flags = line_.break_flags;
    if (choice == "i") flags.is_ignored = true;
    else if (choice == "c") flags.is_plain_key = true;
    else flags.has_menu = false;
  }
  std::optional<DriverError> coverage(std::string_view text) {
    using enum rt::CoverageMode;
    const auto mode = text == "true" ? line_counters : text == "false" ? none : rt::coverage_mode_of(text);
    if (!mode || text == text_of(none)) return wrong("bad +JPcover flag " + std::string(text));
    line_.coverage_mode = *mode;
    return std::nullopt;
  }
  std::optional<DriverError> schedulers(std::string_view text) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const auto total = number(text.substr(0, colon));
    const auto online = number(text.substr(std::min(colon + 1, text.size())));
    if (!total || !online || text == ":") return wrong("bad number of schedulers " + std::string(text));
    const unsigned processors = std::max(1u, std::thread::hardware_concurrency());
    line_.schedulers = *total != 0 ? *total : processors;
    line_.schedulers_online = *online != 0 ? *online : std::min(line_.schedulers, processors);
    if (line_.schedulers_online > line_.schedulers) return wrong("bad number of schedulers " + std::string(text));
    return std::nullopt;
  }
  // 0: as many as there would be without the flag. Nothing: it is no such number.
  static std::optional<unsigned> number(std::string_view text) {
    constexpr unsigned kMostSchedulers = 1024;
    unsigned value = 0;
    if (text.empty()) return 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value > kMostSchedulers) return std::nullopt;
    return value;
  }

  CommandLine& line_;
};

// --- init

enum class Meaning : std::uint8_t { extra, s, run, big_s, eval, end_of_arguments, flag, plain };

Meaning meaning_of(const Words& words, std::size_t at) {
  const std::string& word = words[at];
  if (word == "-extra") return Meaning::extra;
  if (word == "-s") return Meaning::s;
  if (word == "-run") return Meaning::run;
  if (word == "-S") {
    const bool has_end = std::find(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end(), kEnd) != words.end();
    return has_end ? Meaning::flag : Meaning::big_s;
  }
  if (word == "-eval") return Meaning::eval;
  if (word == kEnd) return Meaning::end_of_arguments;
  return word.starts_with('-') ? Meaning::flag : Meaning::plain;
}

// The plain words from `at` on, which is moved behind them; a `--` that ends them goes too.
Words take_values(const Words& words, std::size_t& at) {
  Words values;
  while (at < words.size() && meaning_of(words, at) == Meaning::plain) values.push_back(words[at++]);
  if (at < words.size() && meaning_of(words, at) == Meaning::end_of_arguments) ++at;
  return values;
}

Apply apply_of(const Words& words, bool as_atoms) {
  Apply apply{words[0], words.size() > 1 ? words[1] : "start", std::nullopt, as_atoms};
  if (words.size() > 2) apply.arguments = Words(words.begin() + 2, words.end());
  return apply;
}

void sort(const Words& words, CommandLine& line) {
  for (std::size_t at = 0; at < words.size();) {
    const std::string& word = words[at];
    const Meaning meaning = meaning_of(words, at++);
    switch (meaning) {
      case Meaning::extra:
        line.plain.insert(line.plain.end(), words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
        return;
      case Meaning::s:
      case Meaning::run: {
        const Words values = take_values(words, at);
        if (!values.empty()) line.actions.push_back(apply_of(values, meaning == Meaning::s));
        break;
      }
      case Meaning::big_s: {
        const Words rest(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
        if (rest.empty()) {
          line.is_unfinished = true;
          return;
        }
        Apply apply = apply_of(rest, false);
        if (!apply.arguments) apply.arguments.emplace();
        for (std::string& argument : *apply.arguments) {
          if (argument == kEscapedEnd) argument = kEnd;
        }
        line.actions.push_back(std::move(apply));
        return;
      }
      case Meaning::eval: line.actions.push_back(Eval{take_values(words, at)}); break;
      case Meaning::flag: {
        Words values = take_values(words, at);
        line.flags.emplace_back(word.substr(1), std::move(values));
        break;
      }
      case Meaning::plain: line.plain.push_back(word); break;
      case Meaning::end_of_arguments: break;
    }
  }
}

// --- the command line and what the environment adds to it

// A `--` ends what one source says, so that it means the same whatever stands behind it. From all sources, what is behind
// -extra comes last; what is behind -S on the command line does so too, marked with ++S.
class Merger {
 public:
  std::optional<DriverError> add_text(const std::string& text) { return add(ended(split(text, false)), false, 0); }
  std::optional<DriverError> add_command_line(const Words& words) {
    if (words.empty()) return std::nullopt;
    auto error = add(words, true, 0);
    words_.push_back(kEnd);
    return error;
  }
  Words take() {
    Words all = std::move(words_);
    if (!extra_.empty()) all.push_back("-extra");
    all.insert(all.end(), extra_.begin(), extra_.end());
    all.insert(all.end(), big_s_.begin(), big_s_.end());
    return all;
  }

 private:
  static constexpr int kDeepest = 16;

  static Words ended(Words words) {
    if (!words.empty() && std::find(words.begin(), words.end(), "-extra") == words.end()) words.push_back(kEnd);
    return words;
  }

  std::optional<DriverError> add(const Words& words, bool is_command_line, int depth) {
    for (auto word = words.begin(); word != words.end(); ++word) {
      if (*word == "-args_file") {
        if (++word == words.end()) return wrong("Missing argument(s) for '-args_file'.");
        if (auto error = add_file(*word, depth)) return error;
      } else if (*word == "-extra") {
        extra_.insert(extra_.end(), word + 1, words.end());
        if (depth == 0) words_.push_back(kEnd);
        return std::nullopt;
      } else if (is_command_line && *word == "-S") {
        big_s_.push_back("++S");
        while (++word != words.end()) big_s_.push_back(*word == kEnd ? kEscapedEnd : *word);
        words_.push_back(kEnd);
        return std::nullopt;
      } else {
        words_.push_back(*word);
      }
    }
    return std::nullopt;
  }

  std::optional<DriverError> add_file(const std::string& name, int depth) {
    const auto text = loader::text_of_file(name);
    if (depth == kDeepest || !text) return wrong("Failed to open arguments file \"" + name + "\"");
    return add(ended(split(*text, true)), false, depth + 1);
  }

  Words words_, extra_, big_s_;
};

}  // namespace

bool CommandLine::has(std::string_view flag) const {
  return std::any_of(flags.begin(), flags.end(), [&](const auto& each) { return each.first == flag; });
}

std::vector<std::string> CommandLine::values_of(std::string_view flag) const {
  Words values;
  for (const auto& [name, words] : flags) {
    if (name == flag) values.insert(values.end(), words.begin(), words.end());
  }
  return values;
}

void CommandLine::set_mode(const std::string& mode) {
  const auto flag = std::find_if(flags.begin(), flags.end(), [](const auto& each) { return each.first == "mode"; });
  if (flag == flags.end()) {
    flags.emplace_back("mode", Words{mode});
    for_init.insert(for_init.begin(), {"-mode", mode, kEnd});
    return;
  }
  // Among the words its value is the next one, if it has any.
  const auto word = std::find(for_init.begin(), for_init.end(), "-mode");
  if (flag->second.empty()) for_init.insert(word + 1, mode);
  else *(word + 1) = mode;
  flag->second = {mode};
}

Result<CommandLine> parse(const std::vector<std::string>& words, const FlagsFromEnvironment& environment) {
  Merger merger;
  auto error = merger.add_text(environment.in_front);
  if (!error) error = merger.add_command_line(words);
  if (!error) error = merger.add_text(environment.behind);
  if (!error) error = merger.add_text(environment.last);
  if (error) return std::unexpected(std::move(*error));
  CommandLine line;
  Starter starter(line);
  if ((error = starter.read(merger.take()))) return std::unexpected(std::move(*error));
  Result<rt::EmulatorSettings> settings = read_emulator_flags(line.for_emulator);
  if (!settings) return std::unexpected(std::move(settings.error()));
  line.settings = *std::move(settings);
  line.for_init = std::move(starter.for_init);
  sort(line.for_init, line);
  return line;
}

std::vector<std::string> words_for_erlc(const std::vector<std::string>& words) {
  Words paths;
  Words result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const bool is_path = word.starts_with("-pa") || word.starts_with("-pz");
    if (is_path) {
      const std::string path = word.size() > 3 ? word.substr(3) : i + 1 < words.size() ? words[++i] : "";
      paths.insert(paths.begin(), {word.substr(0, 3), path});
    } else if (!is_one_of(word, {"-smp", "-no-server", "-server", "-d"})) {
      result.push_back(word);
    }
  }
  Words all = std::move(paths);
  all.insert(all.end(), {"-noinput", "-mode", "minimal", "-boot", "no_dot_erlang", "-s", "erl_compile", "compile_cmdline",
                         "-extra"});
  all.insert(all.end(), result.begin(), result.end());
  return all;
}

std::string script_of(const Words& words) {
  const auto script = std::find_if(words.begin(), words.end(), [](const std::string& word) { return !word.starts_with('-'); });
  return script == words.end() ? "" : *script;
}

Words words_for_escript(const Words& words, const Words& emulator_words) {
  Words all{"+B", "-noshell", "-boot", "no_dot_erlang"};
  all.insert(all.end(), emulator_words.begin(), emulator_words.end());
  all.insert(all.end(), {"-run", "escript", "start"});
  auto word = words.begin();
  for (; word != words.end() && word->starts_with('-'); ++word) all.push_back(word->substr(1));
  all.push_back("-extra");
  all.insert(all.end(), word, words.end());
  return all;
}

Words emulator_words_of(std::string_view text) {
  constexpr std::string_view kMark = "%%!";
  for (int line = 1; line <= 3; ++line) {
    const std::string_view rest = text.substr(0, text.find('\n'));
    if (line > 1 && rest.starts_with(kMark)) {
      Words words;
      std::istringstream blanks{std::string(rest.substr(kMark.size()))};
      for (std::string word; std::getline(blanks, word, ' ');) {
        if (!word.empty()) words.push_back(word);
      }
      return words;
    }
    text.remove_prefix(std::min(rest.size() + 1, text.size()));
  }
  return {};
}

}  // namespace driver::erl
