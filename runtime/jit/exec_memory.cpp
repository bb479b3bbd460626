// SPDX-License-Identifier: Apache-2.0
#include "runtime/jit/exec_memory.hpp"

#include <linux/membarrier.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "runtime/base/check.hpp"

namespace rt::jit {
namespace {

// Every thread of ours forgets instructions that its processor has fetched, before it runs another one. Where the kernel
// cannot do that, the processor's own care for changed code has to do.
void forget_fetched_code() {
  static const bool is_ready =
      ::syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0) == 0;
  if (is_ready) (void)::syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0);
}

}  // namespace

ExecMemory::~ExecMemory() {
  for (const Chunk& c : chunks_) {
    ::munmap(c.run, c.bytes);
    ::munmap(c.write, c.bytes);
  }
}

bool ExecMemory::add_chunk(std::size_t bytes) {
  rlimit files{};  // a file in memory is one too, and growing it beyond the limit is a signal
  if (::getrlimit(RLIMIT_FSIZE, &files) == 0 && files.rlim_cur < bytes) return false;
  const int fd = ::memfd_create("gleamr-code", MFD_CLOEXEC);
  if (fd < 0) return false;
  void* run = MAP_FAILED;
  void* write = MAP_FAILED;
  if (::ftruncate(fd, static_cast<off_t>(bytes)) == 0) {
    run = ::mmap(nullptr, bytes, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_32BIT, fd, 0);
    write = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  }
  ::close(fd);
  if (run == MAP_FAILED || write == MAP_FAILED) {
    if (run != MAP_FAILED) ::munmap(run, bytes);
    if (write != MAP_FAILED) ::munmap(write, bytes);
    return false;
  }
  chunks_.push_back({static_cast<std::uint8_t*>(run), static_cast<std::uint8_t*>(write), bytes});
  free_[chunks_.back().run] = bytes;
  return true;
}

std::uint8_t* ExecMemory::reserve(std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  bytes = std::max<std::size_t>((bytes + 15) & ~std::size_t{15}, 16);
  const auto find = [&] { return std::ranges::find_if(free_, [&](const auto& f) { return f.second >= bytes; }); };
  auto found = find();
  if (found == free_.end()) {
    if (!add_chunk(std::max(kChunkBytes, (bytes + 4095) & ~std::size_t{4095}))) return nullptr;
    found = find();
  }
  const auto [place, size] = *found;
  free_.erase(found);
  if (size > bytes) free_[place + bytes] = size - bytes;
  taken_[place] = bytes;
  used_ += bytes;
  return place;
}

void ExecMemory::write(std::uint8_t* place, std::span<const std::uint8_t> code) {
  const std::scoped_lock lock(mutex_);
  for (const Chunk& c : chunks_) {
    if (place < c.run || place >= c.run + c.bytes) continue;
    VM_CHECK(code.size() <= static_cast<std::size_t>(c.run + c.bytes - place), "code fits the place reserved for it");
    std::memcpy(c.write + (place - c.run), code.data(), code.size());
    if (has_released_) forget_fetched_code();
    return;
  }
  VM_CHECK(false, "code is written to a place that was reserved");
}

void ExecMemory::release(std::uint8_t* place) {
  const std::scoped_lock lock(mutex_);
  has_released_ = true;
  const auto taken = taken_.find(place);
  VM_CHECK(taken != taken_.end(), "what is released was reserved");
  std::size_t bytes = taken->second;
  used_ -= bytes;
  taken_.erase(taken);
  // Chunks that happen to be neighbours are not joined: a mapping to write ends with its chunk.
  const auto chunk = std::ranges::find_if(chunks_, [&](const Chunk& c) { return place >= c.run && place < c.run + c.bytes; });
  auto next = free_.lower_bound(place);
  if (next != free_.end() && next->first == place + bytes && next->first < chunk->run + chunk->bytes) {
    bytes += next->second;
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    const auto previous = std::prev(next);
    if (previous->first >= chunk->run && previous->first + previous->second == place) {
      previous->second += bytes;
      return;
    }
  }
  free_[place] = bytes;
}

}  // namespace rt::jit
