// SPDX-License-Identifier: Apache-2.0
// Spawn options, checked as erts_parse_spawn_opts does: a wrong option does not stop the walk (a later reply_tag counts).
#include "runtime/process/spawn_options.hpp"

#include "runtime/process/heap_sizes.hpp"
#include "runtime/term/map.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/vm.hpp"

namespace rt {
namespace {

bool set_flag(Term value, bool& out) {
  if (!value) return true;
  if (value != atoms::true_ && value != atoms::false_) return false;
  out = value == atoms::true_;
  return true;
}

bool set_count(Term value, std::size_t& out) {
  if (!value.is_small() || value.small_value() < 0) return false;
  out = static_cast<std::size_t>(value.small_value());
  return true;
}

bool set_priority(Term value, Priority& out) {
  const auto priority = priority_of(value);
  if (!priority) return false;
  out = *priority;
  return true;
}

bool set_reply(Term value, SpawnOptions& o) {
  if (value != atoms::yes && value != atoms::no && value != atoms::error_only && value != atoms::success_only) {
    return false;
  }
  o.reply_on_success = value == atoms::yes || value == atoms::success_only;
  o.reply_on_error = value == atoms::yes || value == atoms::error_only;
  return true;
}

bool set_option(Process& p, Term key, Term value, bool is_request, SpawnOptions& o) {
  SpawnRequest& r = o.request;
  std::size_t count = 0;
  if (key == atoms::priority) return set_priority(value, r.priority);
  if (key == atoms::async_dist) return value == atoms::true_ || value == atoms::false_;
  if (key == atoms::message_queue_data) {
    if (value != atoms::on_heap && value != atoms::off_heap) return false;
    r.queue_data = value == atoms::off_heap ? QueueData::off_heap : QueueData::on_heap;
    return true;
  }
  if (key == atoms::min_heap_size) {
    if (!set_count(value, count)) return false;
    r.settings.min_heap_words = count < kOtpMinHeapWords ? kOtpMinHeapWords : otp_heap_size(count);
    return true;
  }
  if (key == atoms::min_bin_vheap_size) {
    if (!set_count(value, count)) return false;
    r.settings.min_bin_vheap_words = count < kOtpMinBinVheapWords ? kOtpMinBinVheapWords : otp_heap_size(count);
    return true;
  }
  if (key == atoms::max_heap_size) {
    MaxHeapSize size;
    if (!parse_max_heap_size(p.vm(), value, size)) return false;
    r.max_heap = size;
    return true;
  }
  if (key == atoms::fullsweep_after) {
    if (!set_count(value, count)) return false;
    r.fullsweep_after = static_cast<std::uint16_t>(count);
    return true;
  }
  if (key == atoms::scheduler) {
    if (!set_count(value, count) || count > p.vm().scheduler->worker_count()) return false;
    r.bound_to = static_cast<std::uint16_t>(count);
    return true;
  }
  if (key == atoms::reply) return is_request && set_reply(value, o);
  if (key == atoms::reply_tag) {
    if (!is_request) return false;
    o.reply_tag = value;
    return true;
  }
  if (key == atoms::monitor) {
    const auto options = parse_monitor_options(value);
    if (!options) return false;
    o.monitors = true;
    o.monitor = *options;
    return true;
  }
  return false;
}

}  // namespace

std::expected<void, SpawnOptionError> parse_spawn_options(Process& p, Term list, bool is_request, SpawnOptions& o) {
  bool all_good = true;
  for (; list.is_cons(); list = list.tail()) {
    const Term option = list.head();
    if (option == atoms::link) {
      o.request.link = true;
    } else if (option == atoms::monitor) {
      o.monitors = true;
      o.monitor = MonitorOptions{};
    } else if (!is_tuple(option, 2) ||
               !set_option(p, tuple_element(option, 0), tuple_element(option, 1), is_request, o)) {
      all_good = false;
    }
  }
  if (!list.is_nil()) return std::unexpected(SpawnOptionError::improper_list);
  const SpawnRequest& r = o.request;
  const std::size_t least = r.settings.min_heap_words != 0 ? r.settings.min_heap_words : kOtpMinHeapWords;
  if (r.max_heap && r.max_heap->words != 0 && r.max_heap->words < least) {
    all_good = false;
  }
  if (!all_good) return std::unexpected(SpawnOptionError::bad_option);
  return {};
}

bool parse_max_heap_size(const Vm& vm, Term value, MaxHeapSize& out) {
  out = vm.options.heap.max_heap;
  if (!is_map(value)) return set_count(value, out.words);
  const Term size = map_get(value, atoms::size);
  return size && set_count(size, out.words) && set_flag(map_get(value, atoms::kill), out.kill) &&
         set_flag(map_get(value, atoms::error_logger), out.error_logger) &&
         set_flag(map_get(value, atoms::include_shared_binaries), out.include_shared_binaries);
}

Term max_heap_size_map(Process& p, const MaxHeapSize& size) {
  HeapWriter w = p.reserve(kEmptyMapWords);
  Term map = empty_map(w);
  map = map_put(p, map, atoms::size, Term::small(static_cast<std::int64_t>(size.words)));
  map = map_put(p, map, atoms::kill, boolean(size.kill));
  map = map_put(p, map, atoms::error_logger, boolean(size.error_logger));
  return map_put(p, map, atoms::include_shared_binaries, boolean(size.include_shared_binaries));
}

std::optional<Priority> priority_of(Term atom) {
  if (atom == atoms::low) return Priority::low;
  if (atom == atoms::normal) return Priority::normal;
  if (atom == atoms::high) return Priority::high;
  if (atom == atoms::max) return Priority::max;
  return std::nullopt;
}

Term priority_atom(Priority priority) {
  switch (priority) {
    case Priority::low: return atoms::low;
    case Priority::normal: return atoms::normal;
    case Priority::high: return atoms::high;
    case Priority::max: return atoms::max;
  }
  return atoms::normal;
}

}  // namespace rt
