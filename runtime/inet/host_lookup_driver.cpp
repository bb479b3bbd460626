// SPDX-License-Identifier: Apache-2.0
#include "runtime/inet/host_lookup_driver.hpp"

#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "runtime/inet/host_lookup.hpp"
#include "runtime/port/ports.hpp"

namespace rt {

struct HostLookupDriver::Shared {
  static constexpr unsigned kMostThreads = 4;  // OTP's number of processes

  std::mutex mutex;
  std::deque<std::string> requests;
  std::vector<std::string> answers;
  std::function<void()> on_answer;
  unsigned threads = 0;
  bool is_abandoned = false;

  void run() {
    std::unique_lock lock(mutex);
    while (!is_abandoned && !requests.empty()) {
      const std::string request = std::move(requests.front());
      requests.pop_front();
      lock.unlock();
      std::string answer = look_up_host(request);
      lock.lock();
      if (is_abandoned || answer.empty()) continue;
      answers.push_back(std::move(answer));
      on_answer();
    }
    --threads;
  }
};

bool HostLookupDriver::is_meant(std::string_view file) {
  constexpr std::string_view kEnd = "/bin/inet_gethost";
  if (!file.ends_with(kEnd)) return false;
  file.remove_suffix(kEnd.size());
  const std::size_t slash = file.rfind('/');
  return file.substr(slash == file.npos ? 0 : slash + 1).starts_with("erts-");
}

HostLookupDriver::HostLookupDriver(Port& port) : port_(port), shared_(std::make_shared<Shared>()) {
  shared_->on_answer = [&ports = port.ports(), number = port.id.local_id()] { ports.tell(number, Ports::Event::input); };
}

HostLookupDriver::~HostLookupDriver() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->is_abandoned = true;
}

void HostLookupDriver::output(Term, std::string request) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->requests.push_back(std::move(request));
  if (shared_->threads == Shared::kMostThreads) return;
  ++shared_->threads;
  std::thread([shared = shared_] { shared->run(); }).detach();
}

void HostLookupDriver::ready() {
  std::vector<std::string> answers;
  {
    const std::scoped_lock lock(shared_->mutex);
    answers.swap(shared_->answers);
  }
  for (const std::string& answer : answers) port_.deliver_data(answer, 0);
}

}  // namespace rt
