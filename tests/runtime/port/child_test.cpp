// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/child.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/port/output_queue.hpp"

namespace {

rt::ChildRequest shell(std::string script) {
  rt::ChildRequest request;
  request.program = "/bin/sh";
  request.arguments = {"sh", "-c", std::move(script)};
  request.environment = {"NAME=value"};
  return request;
}

std::string read_to_end(int fd) {
  std::string result;
  char buffer[256];
  for (;;) {
    const ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count > 0) {
      result.append(buffer, static_cast<std::size_t>(count));
    } else if (count < 0 && errno == EAGAIN) {
      pollfd wait{fd, POLLIN, 0};
      (void)::poll(&wait, 1, 5000);
    } else {
      return result;
    }
  }
}

struct Ended {
  std::string output;
  int status;
};
Ended run(const rt::ChildRequest& request, const std::string& input = {}) {
  const auto child = rt::start_child(request);
  REQUIRE(child);
  if (child->output >= 0) {
    CHECK(::write(child->output, input.data(), input.size()) == static_cast<ssize_t>(input.size()));
    ::close(child->output);
  }
  Ended ended{child->input < 0 ? "" : read_to_end(child->input), 0};
  if (child->input >= 0) ::close(child->input);
  pollfd end{child->descriptor, POLLIN, 0};
  CHECK(::poll(&end, 1, 5000) == 1);
  ::close(child->descriptor);
  CHECK(::waitpid(child->pid, &ended.status, 0) == child->pid);
  return ended;
}

}  // namespace

TEST_CASE("a child has its arguments, its environment and pipes") {
  const Ended ended = run(shell("echo $NAME; cat; exit 3"), "input");
  CHECK(ended.output == "value\ninput");
  CHECK(WEXITSTATUS(ended.status) == 3);
}

TEST_CASE("a program that cannot be executed is a child that ends with the error") {
  rt::ChildRequest request = shell("");
  request.program = "/no/such/program";
  CHECK(WEXITSTATUS(run(request).status) == ENOENT);
}

TEST_CASE("a child gets no descriptor but its own") {
  const int open_here = ::fcntl(STDOUT_FILENO, F_DUPFD, 40);  // not closed on exec
  CHECK(run(shell("test -e /proc/self/fd/" + std::to_string(open_here) + " && echo inherited")).output.empty());
  ::close(open_here);
}

TEST_CASE("without stdio a child reads 3 and writes 4") {
  rt::ChildRequest request = shell("cat <&3 >&4");
  request.uses_stdio = false;
  CHECK(run(request, "text").output == "text");
}

TEST_CASE("a child starts in the folder that is asked for") {
  rt::ChildRequest request = shell("pwd");
  request.folder = "/";
  CHECK(run(request).output == "/\n");
}

TEST_CASE("a queue keeps what a pipe does not take") {
  int ends[2];
  REQUIRE(::pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0);
  rt::OutputQueue queue;
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    const std::string part(3000, static_cast<char>('a' + i % 26));
    queue.push(part);
    expected += part;
  }
  CHECK(queue.size() == 300000);
  std::string got;
  while (!queue.empty()) {
    const int error = queue.write_to(ends[1]);
    CHECK((error == 0 || error == EAGAIN));
    char buffer[10000];
    const ssize_t count = ::read(ends[0], buffer, sizeof buffer);
    if (count > 0) got.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(ends[1]);
  got += read_to_end(ends[0]);
  ::close(ends[0]);
  CHECK(got == expected);
}
