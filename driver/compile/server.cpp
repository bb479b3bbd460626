// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/server.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "driver/compile/compile_cache.hpp"
#include "driver/compile/files.hpp"
#include "driver/compile/worker.hpp"
#include "driver/erl/start.hpp"
#include "driver/process/signal_shield.hpp"
#include "driver/run/otp_tree.hpp"
#include "runtime/io/output.hpp"

namespace driver::compile {
namespace {

// Lines of standard input, with their newline; nothing at its end.
class InputLines {
 public:
  std::optional<std::string> next() {
    std::size_t end = 0;
    while ((end = buffer_.find('\n')) == std::string::npos) {
      char more[16384];
      const ssize_t count = ::read(STDIN_FILENO, more, sizeof more);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return std::nullopt;
      buffer_.append(more, static_cast<std::size_t>(count));
    }
    std::string line = buffer_.substr(0, end + 1);
    buffer_.erase(0, end + 1);
    return line;
  }

 private:
  std::string buffer_;
};

std::string beam_path(const Job& job, const std::string& module) { return job.ebin + "/" + module + ".beam"; }

bool write_beam(const Job& job, const Compiled& compiled) {
  // The same temporary name as the compiler's, so that the next compilation replaces what a kill has left.
  return replace_file(beam_path(job, compiled.module), job.ebin + "/" + compiled.module + ".bea#", compiled.beam);
}

std::uint64_t size_of(const std::string& file) {
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

class Server {
 public:
  Server(const Dialect& dialect, const std::vector<std::string>& words, const std::string& self, CompileCache& cache)
      : dialect_(dialect), words_(words), self_(self), cache_(cache) {}

  Result<int> run() {
    InputLines lines;
    while (const std::optional<std::string> line = lines.next()) {
      const std::optional<Job> job = job_of(*line);
      const bool is_ours = job && std::all_of(job->files.begin(), job->files.end(),
                                              [](const std::string& file) { return file.ends_with(".erl"); });
      const Result<bool> done = is_ours ? compile(*job) : leave_to_script(*line);
      if (!done) return std::unexpected(done.error());
      if (!*done) return 1;
    }
    return 0;
  }

 private:
  struct ToKeep {
    std::size_t file;
    Digest key;
  };

  // False: nobody reads our answers, or a signal has ended the worker, as it would have ended the script.
  Result<bool> compile(const Job& job) {
    const Place place{job.lib, job.ebin};
    (void)make_folder(job.ebin);  // the compiler will say what is wrong
    std::vector<FileResult> results(job.files.size());
    std::vector<ToKeep> to_keep;
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < job.files.size(); ++i) {
      CompileCache::Lookup lookup = cache_.find(job.files[i], place);
      if (lookup.compiled && write_beam(job, *lookup.compiled)) {
        results[i] = {true, lookup.compiled->module, lookup.compiled->diagnostics};
        continue;
      }
      if (lookup.key) to_keep.push_back({i, *lookup.key});
      rest.push_back(i);
    }
    if (!rest.empty()) {
      const Result<bool> done = compile_anew(job, std::move(rest), results);
      if (!done || !*done) return done;
    }
    // They may go on while we put away what is new.
    if (!answer(results)) return false;
    for (const ToKeep& file : to_keep) keep(job, job.files[file.file], results[file.file], file.key);
    return true;
  }

  // `rest`: which of the job's files. False: the worker has ended.
  Result<bool> compile_anew(const Job& job, std::vector<std::size_t> rest, std::vector<FileResult>& results) {
    if (Result<bool> started = start_worker(); !started) return started;
    // The largest first, or all wait for it at the end.
    std::vector<std::uint64_t> sizes;
    for (const std::string& file : job.files) sizes.push_back(size_of(file));
    std::stable_sort(rest.begin(), rest.end(), [&](std::size_t left, std::size_t right) { return sizes[left] > sizes[right]; });
    Job for_worker{job.lib, job.ebin, {}};
    for (const std::size_t i : rest) for_worker.files.push_back(job.files[i]);
    auto compiled = worker_->compile(for_worker, [](std::string_view text) { (void)rt::write_all(STDOUT_FILENO, text); });
    if (!compiled) return false;
    for (std::size_t i = 0; i < rest.size(); ++i) results[rest[i]] = std::move((*compiled)[i]);
    return true;
  }

  Result<bool> start_worker() {
    if (worker_) return true;
    Result<Worker> started = Worker::start(self_);
    if (!started) return std::unexpected(started.error());
    worker_.emplace(std::move(*started));
    // The worker does what Erlang does then; we stay to pass on what it says, and end because it has ended.
    shield_.emplace();
    SignalShield::pass_on_to(worker_->pid());
    return true;
  }

  bool answer(const std::vector<FileResult>& results) const {
    const bool is_ok = std::all_of(results.begin(), results.end(), [](const FileResult& result) { return result.is_ok; });
    std::string text;
    for (const FileResult& result : results) text += result.diagnostics;
    if (is_ok && dialect_.names_modules) {
      for (const FileResult& result : results) text += answer_line(result.module);
    }
    return rt::write_all(STDOUT_FILENO, text + result_line(is_ok));
  }

  void keep(const Job& job, const std::string& source, const FileResult& result, const Digest& key) {
    if (!result.is_ok) return;
    std::optional<std::string> beam = read_file(beam_path(job, result.module));
    if (beam) cache_.keep(key, {source, result.module, result.diagnostics, std::move(*beam)}, {job.lib, job.ebin});
  }

  Result<bool> leave_to_script(const std::string& line) {
    if (!script_) {
      const auto as_erl = erl::words_of_escript(words_);
      if (!as_erl) return std::unexpected(as_erl.error());
      std::vector<std::string> words = *as_erl;
      words.insert(words.begin(), "erl");
      Result<Child> started = Child::start(self_, words, Child::Output::ours, Child::Group::ours);
      if (!started) return std::unexpected(started.error());
      script_.emplace(std::move(*started));
    }
    return script_->write(line);
  }

  const Dialect dialect_;
  const std::vector<std::string>& words_;
  const std::string& self_;
  CompileCache& cache_;
  std::optional<SignalShield> shield_;
  std::optional<Worker> worker_;
  std::optional<Child> script_;
};

}  // namespace

std::optional<Dialect> asked_to_compile(const std::vector<std::string>& words) {
  const char* log = std::getenv("GLEAM_LOG");  // the script tells what it does then
  if (words.size() != 1 || log != nullptr) return std::nullopt;
  const std::optional<std::string> script = read_file(words.front());
  return script ? dialect_of(*script) : std::nullopt;
}

Result<int> serve(const Dialect& dialect, const std::vector<std::string>& words, const std::string& self,
                  const std::string& otp_root) {
  // A write that fails is an answer too.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  const Result<OtpTree> otp = open_otp_tree(otp_root);
  if (!otp) return std::unexpected(otp.error());
  const Inputs inputs(*otp, otp_root);
  CacheFolder folder(cache_path(), cache_limit());
  CompileCache cache(folder, inputs);
  return Server(dialect, words, self, cache).run();
}

}  // namespace driver::compile
