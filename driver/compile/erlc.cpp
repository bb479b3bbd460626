// SPDX-License-Identifier: Apache-2.0
// Follows erl_compile:compile_cmdline/0 for the options that it takes. An entry holds for its command line and current folder only:
// both are in the .beam, in one form or another.
#include "driver/compile/erlc.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "driver/compile/cache_folder.hpp"
#include "driver/compile/entry.hpp"
#include "driver/compile/files.hpp"
#include "driver/compile/inputs.hpp"
#include "driver/erl/command_line.hpp"
#include "driver/process/signal_shield.hpp"
#include "driver/process/variable.hpp"
#include "runtime/io/output.hpp"

namespace fs = std::filesystem;

namespace driver::compile {
namespace {

constexpr std::string_view kErl = ".erl";

// Those that change what the .beam holds or what is said of it, and give nothing else.
bool is_known_term(std::string_view term) {
  constexpr std::array<std::string_view, 5> kTerms{"debug_info", "deterministic", "export_all", "inline", "warnings_as_errors"};
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (!std::all_of(term.begin(), term.end(), is_letter)) return false;
  return term.starts_with("warn_") || term.starts_with("nowarn_") || std::ranges::find(kTerms, term) != kTerms.end();
}

bool is_warning_level(std::string_view level) {
  return level.empty() || level == "all" || level == "error" || level == "0" || level == "1";
}

// Options in front, as erl_compile has them, and one file.
class Reader {
 public:
  Reader(const std::vector<std::string>& words, const fs::path& here) : words_(words), here_(here) { job_.out = here_.string(); }

  std::optional<ErlcJob> read() {
    while (at_ + 1 < words_.size()) {
      if (!option()) return std::nullopt;
    }
    if (at_ >= words_.size()) return std::nullopt;
    const std::string& file = words_[at_];
    if (file.starts_with('-') || file.starts_with('+') || !file.ends_with(kErl) || fs::path(file).filename() == kErl) return std::nullopt;
    job_.source = (here_ / file).string();
    return std::move(job_);
  }

 private:
  bool option() {
    const std::string& word = words_[at_++];
    if (word.starts_with('+')) return is_known_term(std::string_view(word).substr(1));
    if (word.starts_with("-W")) return is_warning_level(std::string_view(word).substr(2));
    if (word.starts_with("-D")) return value(word).has_value();
    if (word.starts_with("-I")) return include(value(word));
    if (word.starts_with("-o")) return out(value(word));
    return false;
  }

  // Behind the letter, or the next word, but not the last, which is the file.
  std::optional<std::string> value(const std::string& word) {
    if (word.size() > 2) return word.substr(2);
    if (at_ + 1 >= words_.size() || words_[at_].starts_with('-') || words_[at_].empty()) return std::nullopt;
    return words_[at_++];
  }

  bool include(const std::optional<std::string>& folder) {
    if (folder) job_.include_folders.push_back((here_ / *folder).string());
    return folder.has_value();
  }

  // What is no folder is the name of a file.
  bool out(const std::optional<std::string>& folder) {
    std::error_code error;
    if (!folder || !fs::is_directory(here_ / *folder, error)) return false;
    job_.out = (here_ / *folder).string();
    return true;
  }

  const std::vector<std::string>& words_;
  const fs::path& here_;
  std::size_t at_ = 0;
  ErlcJob job_;
};

std::optional<Digest> key_of(const Inputs& inputs, const ErlcJob& job, const std::vector<std::string>& words, const fs::path& here) {
  const std::optional<Digest> content = inputs.key_of(job.source, {.lib = "", .ebin = job.out, .include_folders = job.include_folders});
  if (!content) return std::nullopt;
  Sha256 hash;
  hash.add_field("erlc");
  hash.add_field(hex_of(*content));
  hash.add_field(here.string());
  for (const std::string& word : words) hash.add_field(word);
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) hash.add_field(variable(name));  // of what is printed
  return hash.finish();
}

bool give(const ErlcJob& job, const std::string& entry) {
  const std::optional<Compiled> compiled = compiled_of(entry);
  const std::string path = job.beam();
  return compiled && replace_file(path, path.substr(0, path.size() - 1) + '#', compiled->beam) &&
         rt::write_all(STDOUT_FILENO, compiled->diagnostics);
}

// What it prints is collected: it is one file's, and comes at its end.
Result<ChildResult> compile(const std::vector<std::string>& words, const std::string& self, CommandRunner& runner) {
  const SignalShield shield;
  std::vector<std::string> all = erl::words_for_erlc(words);
  all.insert(all.begin(), "erl");
  Result<ChildResult> child = runner.run({self, std::move(all), {}, true});
  if (child) (void)rt::write_all(STDOUT_FILENO, child->output);
  return child;
}

}  // namespace

std::string ErlcJob::beam() const { return out + "/" + fs::path(source).stem().string() + ".beam"; }

std::optional<ErlcJob> erlc_job(const std::vector<std::string>& words, const fs::path& here) { return Reader(words, here).read(); }

std::optional<Result<int>> compile_by_cache(const std::vector<std::string>& words, const std::string& self, const std::string& otp_root,
                                            CommandRunner& runner) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const std::optional<ErlcJob> job = error ? std::nullopt : erlc_job(words, here);
  CacheFolder folder(cache_path(), cache_limit());
  if (!job || !folder.is_on()) return std::nullopt;
  const Result<OtpTree> otp = open_otp_tree(otp_root);
  if (!otp) return std::nullopt;  // whoever does it will say so
  const Inputs inputs(*otp, otp_root);
  const auto key = [&] { return key_of(inputs, *job, words, here); };
  const std::optional<Digest> before = key();
  if (!before) return std::nullopt;
  const std::optional<std::string> entry = folder.get(*before);
  const bool is_hit = entry && give(*job, *entry);
  folder.count(is_hit);
  if (is_hit) return 0;
  const Result<ChildResult> child = compile(words, self, runner);
  if (!child) return std::unexpected(child.error());
  const auto beam = child->exit_status() == 0 ? read_file(job->beam()) : std::nullopt;
  if (beam && key() == before) folder.put(*before, bytes_of({job->source, fs::path(job->source).stem(), child->output, *beam}));
  return child->exit_status();
}

}  // namespace driver::compile
