// SPDX-License-Identifier: Apache-2.0
#include "driver/compile/child.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>
#include <utility>

#include "runtime/io/output.hpp"

extern char** environ;  // NOLINT: POSIX has it so

namespace driver::compile {
namespace {

void close_all(std::initializer_list<int> descriptors) {
  for (const int descriptor : descriptors) {
    if (descriptor >= 0) ::close(descriptor);
  }
}

std::unexpected<DriverError> refused(int error) {
  return fail(ErrorCode::os, "The Erlang compiler could not be started", std::strerror(error));
}

}  // namespace

Result<Child> Child::start(const std::string& self, const std::vector<std::string>& words, Output output, Group group) {
  int input[2] = {-1, -1}, answers[2] = {-1, -1};
  if (::pipe2(input, O_CLOEXEC) != 0 || (output == Output::read_by_us && ::pipe2(answers, O_CLOEXEC) != 0)) {
    const int error = errno;
    close_all({input[0], input[1]});
    return refused(error);
  }
  std::vector<std::string> all{self};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> arguments;
  for (std::string& word : all) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input[0], STDIN_FILENO);
  if (answers[1] >= 0) ::posix_spawn_file_actions_adddup2(&actions, answers[1], STDOUT_FILENO);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  if (group == Group::own) ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, self.c_str(), &actions, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  close_all({input[0], answers[1]});
  if (error == 0) return Child(pid, input[1], answers[0]);
  close_all({input[1], answers[0]});
  return refused(error);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      input_(std::exchange(other.input_, -1)),
      output_(std::exchange(other.output_, -1)),
      buffer_(std::move(other.buffer_)) {}

Child::~Child() {
  close_all({input_, output_});
  while (pid_ > 0 && ::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Child::kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

bool Child::write(std::string_view bytes) { return rt::write_all(input_, bytes); }

bool Child::fill() {
  char more[16384];
  for (;;) {
    const ssize_t count = ::read(output_, more, sizeof more);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    buffer_.append(more, static_cast<std::size_t>(count));
    return true;
  }
}

std::optional<std::string> Child::line() {
  std::size_t end = 0;
  while ((end = buffer_.find('\n')) == std::string::npos) {
    if (fill()) continue;
    if (buffer_.empty()) return std::nullopt;
    return std::exchange(buffer_, "");
  }
  std::string text = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  return text;
}

std::optional<std::string> Child::bytes(std::size_t size) {
  while (buffer_.size() < size) {
    if (!fill()) return std::nullopt;
  }
  std::string text = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return text;
}

}  // namespace driver::compile
