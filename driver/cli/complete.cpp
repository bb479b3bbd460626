// SPDX-License-Identifier: Apache-2.0
// From a command line that is not finished to what its last word can be: the same walk as in dispatch and options, but
// forgiving.
#include "driver/cli/complete.hpp"

#include <algorithm>
#include <filesystem>

#include "driver/cli/commands.hpp"
#include "driver/cli/topics.hpp"
#include "driver/cli/word_list.hpp"
#include "driver/project/project.hpp"
#include "driver/test/reporter.hpp"

namespace fs = std::filesystem;

namespace driver::cli {
namespace {

constexpr std::size_t kMostModules = 5000;

class Candidates {
 public:
  explicit Candidates(std::string_view typed) : typed_(typed) {}

  void add(std::string_view word, std::string_view about = "") {
    if (!word.starts_with(typed_)) return;
    lines_.append(word);
    if (!about.empty()) lines_.append("\t").append(about.substr(0, about.find('\n')));
    lines_.append("\n");
  }
  void directive(std::string_view name) { lines_.append(name).append("\n"); }
  const std::string& lines() const { return lines_; }

 private:
  std::string_view typed_;
  std::string lines_;
};

// The modules of the project around the current folder, as `-m` takes them.
void add_modules(Candidates& candidates, const std::string& before) {
  std::error_code error;
  const Result<fs::path> root = find_project_root(fs::current_path(error));
  if (error || !root) return;
  std::vector<std::string> names;
  for (const char* folder : {"src", "test", "dev"}) {
    const fs::path base = *root / folder;
    for (fs::recursive_directory_iterator it(base, fs::directory_options::skip_permission_denied, error), end;
         !error && it != end && names.size() < kMostModules; it.increment(error)) {
      if (it->path().extension() == ".gleam") {
        names.push_back(it->path().lexically_relative(base).replace_extension().generic_string());
      }
    }
    error.clear();
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) candidates.add(before + name);
}

void add_values(const OptionSpec& option, Candidates& candidates, const std::string& before) {
  if (option.values.find("..") == std::string_view::npos) {
    for (std::string_view value : items(option.values)) candidates.add(before + std::string(value));
  }
  if (option.name == "reporter") {
    for (const test::ReporterInfo& row : test::reporter_table()) candidates.add(before + std::string(row.name), row.summary);
  }
  if (option.value_name == "MODULE") add_modules(candidates, before);
  if (option.value_name == "FILE") candidates.directive(":files");
  if (option.value_name == "DIR") candidates.directive(":folders");
}

void add_first_words(Candidates& candidates) {
  for (std::string_view word : first_words()) {
    const Command* row = find_command(word);
    const ErlangTool* tool = find_tool(word);
    candidates.add(word, row != nullptr ? row->summary : tool != nullptr ? tool->summary : "");
  }
  for (std::string_view word : commands_of_gleam()) candidates.add(word, "Passed on to gleam");
}

const OptionSpec* option_spelled(const Command& command, std::string_view word) {
  for (const OptionSpec& option : command.options) {
    if (word.starts_with("--") ? word.substr(2) == option.name
                               : option.short_name != 0 && word.size() == 2 && word[1] == option.short_name) {
      return &option;
    }
  }
  return nullptr;
}

void add_options(const Command& command, Candidates& candidates) {
  for (const OptionSpec& option : command.options) candidates.add("--" + std::string(option.name), option.help);
  for (const OptionSpec& option : command.options) {
    if (option.short_name != 0) candidates.add(std::string{'-', option.short_name}, option.help);
  }
}

void add_positionals(const Command& command, Candidates& candidates) {
  for (std::string_view value : items(command.positional_values)) candidates.add(value);
  if (command.name == "help") {
    add_first_words(candidates);
    for (const Topic& topic : topics()) candidates.add(topic.name, topic.summary);
  }
  if (command.takes_arguments) candidates.directive(":files");
}

// `words` follow the command's name.
void complete_command(const Command& command, std::span<const std::string> words, Candidates& candidates) {
  const std::string& last = words.back();
  bool ours = true;  // options are still read
  const OptionSpec* waiting = nullptr;
  for (const std::string& word : words.first(words.size() - 1)) {
    if (waiting != nullptr) {
      waiting = nullptr;
    } else if (ours && word.size() > 1 && word[0] == '-' && word != "--") {
      const OptionSpec* option = option_spelled(command, word);
      if (option != nullptr && !option->value_name.empty() && !option->value_is_optional) waiting = option;
    } else if (word == "--" || command.takes_arguments) {
      ours = false;
    }
  }
  if (waiting != nullptr) return add_values(*waiting, candidates, "");
  if (ours && last.starts_with("-")) {
    const std::size_t equals = last.find('=');
    if (equals == std::string::npos) return add_options(command, candidates);
    const OptionSpec* option = option_spelled(command, std::string_view(last).substr(0, equals));
    if (option != nullptr) add_values(*option, candidates, last.substr(0, equals + 1));
    return;
  }
  add_positionals(command, candidates);
}

}  // namespace

std::string completion_lines(const std::vector<std::string>& words) {
  if (words.empty()) return "";
  Candidates candidates(words.back());
  if (words.size() == 1) {
    add_first_words(candidates);
    for (std::string_view word : {"--help", "--version"}) candidates.add(word);
    return candidates.lines();
  }
  const std::span<const std::string> all(words);
  const auto [command, count] = find_command(all.first(all.size() - 1));
  if (command != nullptr) {
    complete_command(*command, all.subspan(count), candidates);
  } else if (is_group(words[0]) && words.size() == 2) {
    for (const Command& row : commands()) {
      if (row.name.starts_with(words[0] + " ")) candidates.add(row.name.substr(words[0].size() + 1), row.summary);
    }
  } else if (!is_group(words[0])) {
    candidates.directive(":files");  // an Erlang tool's affair, or Gleam's
  }
  return candidates.lines();
}

std::string completion_script(std::string_view shell) {
  // COMP_WORDS is split at `=`, so the pieces of --name=value are put together first, and what is before `=` is left out
  // of the answer.
  if (shell == "bash") {
    return R"(# bash completion of gleamr
_gleamr() {
  local IFS=$'\n' words=() word cut='' line
  local i
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ ${#words[@]} -gt 0 && ( $word == = || ${COMP_WORDS[i-1]} == = ) && ${words[-1]} == --* ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
  done
  [[ ${words[-1]} == --*=* ]] && cut=${words[-1]%%=*}=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) COMPREPLY+=($(compgen -f -- "${words[-1]#"$cut"}")); compopt -o filenames 2>/dev/null ;;
      :folders) COMPREPLY+=($(compgen -d -- "${words[-1]#"$cut"}")); compopt -o filenames 2>/dev/null ;;
      *) line=${line%%$'\t'*}; COMPREPLY+=("${line#"$cut"}") ;;
    esac
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
}
complete -F _gleamr gleamr
)";
  }
  if (shell == "zsh") {
    return R"(#compdef gleamr
# zsh completion of gleamr
_gleamr() {
  local line value about
  local -a known prefixed
  local files= folders=
  while IFS= read -r line; do
    case $line in
      :files) files=1 ;;
      :folders) folders=1 ;;
      *) value=${line%%$'\t'*}; about=${line#*$'\t'}
         if [[ $about == $line ]]; then known+=("${value//:/\\:}"); else known+=("${value//:/\\:}:$about"); fi ;;
    esac
  done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
  (( $#known )) && _describe -t values gleamr known
  if [[ -n $files$folders ]]; then
    compset -P '--*='
    if [[ -n $files ]]; then _files; else _files -/; fi
  fi
  return 0
}
if [[ $funcstack[1] == _gleamr ]]; then _gleamr "$@"; else compdef _gleamr gleamr; fi
)";
  }
  return R"(# fish completion of gleamr
function __gleamr_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l typed (commandline -ct)
  for line in ($words[1] __complete $words[2..-1] 2>/dev/null)
    switch $line
      case :files
        __fish_complete_path (string replace -r '^--[^=]*=' '' -- $typed)
      case :folders
        __fish_complete_directories (string replace -r '^--[^=]*=' '' -- $typed) ''
      case '*'
        echo $line
    end
  end
end
complete -c gleamr -f -a '(__gleamr_complete)'
)";
}

}  // namespace driver::cli
