// SPDX-License-Identifier: Apache-2.0
// As vfork, since a copy of the page tables of a large machine is slow: the child borrows our memory until it executes, so
// all that it needs is laid out before, and it only makes system calls. Its own descriptor comes with it, so that there is no
// child that cannot be watched. Descriptors are closed on exec but for those that the child is given.
#include "runtime/port/child.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

namespace rt {
namespace {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_ = -1;
};

struct Pipe {
  Descriptor read_end, write_end;
};

std::expected<Pipe, int> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::unexpected(errno);
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

void make_non_blocking(int fd) { (void)::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK); }

std::vector<char*> pointers_to(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& s : strings) result.push_back(const_cast<char*>(s.c_str()));
  result.push_back(nullptr);
  return result;
}

// All that the child looks at. Lies on the parent's stack.
struct Plan {
  const char* program;
  char* const* arguments;
  char* const* environment;
  const char* folder;  // null: stay
  const char* folder_complaint;
  std::size_t complaint_size;
  int input, output, error;             // to become the three below; -1: leave it
  int input_at, output_at;
};

// Above what dup2 is going to overwrite. -1: -1 was given.
int out_of_the_way(int fd) {
  if (fd < 0) return -1;
  const int moved = ::fcntl(fd, F_DUPFD_CLOEXEC, 5);
  if (moved < 0) ::_exit(errno);
  return moved;
}

void reset_signals() {
  struct sigaction action{};
  for (int number = 1; number < NSIG; ++number) {
    if (::sigaction(number, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_IGN && number != SIGTERM) continue;
    action = {};
    action.sa_handler = SIG_DFL;
    (void)::sigaction(number, &action, nullptr);
  }
  action = {};
  action.sa_handler = SIG_IGN;  // OTP's machine ignores these two, and so do its children
  (void)::sigaction(SIGPIPE, &action, nullptr);
  (void)::sigaction(SIGFPE, &action, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
}

void close_all_on_exec() {
  constexpr unsigned kCloseOnExec = 4;  // CLOSE_RANGE_CLOEXEC
  if (::syscall(SYS_close_range, 3u, ~0u, kCloseOnExec) == 0) return;
  const long most = ::sysconf(_SC_OPEN_MAX);
  for (int fd = 3; fd < most; ++fd) (void)::fcntl(fd, F_SETFD, FD_CLOEXEC);
}

[[noreturn]] void run_child(const Plan& plan) {
  if (plan.folder != nullptr && ::chdir(plan.folder) != 0) {
    const int error = errno;
    (void)!::write(STDERR_FILENO, plan.folder_complaint, plan.complaint_size);
    ::_exit(error);
  }
  const int input = out_of_the_way(plan.input), output = out_of_the_way(plan.output), error = out_of_the_way(plan.error);
  close_all_on_exec();
  if ((input >= 0 && ::dup2(input, plan.input_at) < 0) || (output >= 0 && ::dup2(output, plan.output_at) < 0) ||
      (error >= 0 && ::dup2(error, STDERR_FILENO) < 0)) {
    ::_exit(errno);
  }
  (void)::setsid();
  reset_signals();
  constexpr unsigned long kUsualTimerSlackNs = 50000;  // ours is smaller (Scheduler::work)
  (void)::prctl(PR_SET_TIMERSLACK, kUsualTimerSlackNs);
  ::execve(plan.program, plan.arguments, plan.environment);
  ::_exit(errno);
}

#if defined(__SANITIZE_THREAD__)  // it bears a copy of the machine, but nobody who shares its memory
constexpr int kSharesMemory = 0;
#else
constexpr int kSharesMemory = CLONE_VM;
#endif

int begin_child(void* plan) { run_child(*static_cast<const Plan*>(plan)); }

// On a stack of its own, while the caller waits. -1: errno says why there is none.
pid_t fork_child(Plan& plan, int& descriptor) {
  constexpr std::size_t kStackBytes = 32 * 1024;
  alignas(16) char stack[kStackBytes];
  return ::clone(&begin_child, stack + kStackBytes, kSharesMemory | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, &plan, &descriptor);
}

}  // namespace

std::expected<Child, int> start_child(const ChildRequest& request) {
  auto from_child = make_pipe();
  if (!from_child) return std::unexpected(from_child.error());
  auto to_child = make_pipe();
  if (!to_child) return std::unexpected(to_child.error());
  if (!request.joins_stderr && ::fcntl(STDERR_FILENO, F_GETFD) < 0) return std::unexpected(errno);
  const std::vector<char*> arguments = pointers_to(request.arguments), environment = pointers_to(request.environment);
  const std::string complaint = "spawn: Could not cd to " + request.folder + "\r\n";
  Plan plan{.program = request.program.c_str(),
            .arguments = arguments.data(),
            .environment = environment.data(),
            .folder = request.folder.empty() ? nullptr : request.folder.c_str(),
            .folder_complaint = complaint.data(),
            .complaint_size = complaint.size(),
            .input = request.is_written ? to_child->read_end.get() : -1,
            .output = request.is_read ? from_child->write_end.get() : -1,
            .error = request.joins_stderr ? from_child->write_end.get() : -1,
            .input_at = request.uses_stdio ? STDIN_FILENO : 3,
            .output_at = request.uses_stdio ? STDOUT_FILENO : 4};
  sigset_t all, before;
  ::sigfillset(&all);
  (void)::pthread_sigmask(SIG_SETMASK, &all, &before);
  Child child{-1, -1, -1, -1};
  child.pid = fork_child(plan, child.descriptor);
  const int error = errno;
  (void)::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (child.pid < 0) return std::unexpected(error);
  if (request.is_read) child.input = from_child->read_end.release();
  if (request.is_written) child.output = to_child->write_end.release();
  if (child.input >= 0) make_non_blocking(child.input);
  if (child.output >= 0) make_non_blocking(child.output);
  return child;
}

}  // namespace rt
