// SPDX-License-Identifier: Apache-2.0
#include "driver/erl/emulator_flags.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <climits>
#include <optional>
#include <string_view>
#include <thread>

#include "runtime/process/heap_sizes.hpp"

namespace driver::erl {
namespace {

using Settings = rt::EmulatorSettings;
using Text = std::string_view;

// The number that the text begins with, as C's atoi has it.
long number_of(Text text) {
  long number = 0;
  (void)std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}
template <class T>
bool set_number(T& to, Text text, long least, long most) {
  const long number = number_of(text);
  if (number < least || number > most) return false;
  to = static_cast<T>(number);
  return true;
}
bool set_boolean(bool& to, Text text) {
  to = text == "true";
  return to || text == "false";
}
bool set_heap_words(std::size_t& to, Text text) {
  if (!set_number(to, text, 1, INT_MAX)) return false;
  to = rt::otp_heap_size(to);
  return true;
}
// Of a table, whose size is a power of two.
bool set_limit(std::size_t& to, Text text) {
  constexpr long kLeast = 1024, kMost = (1L << 27) - 1;
  if (text == "legacy") return true;
  if (!set_number(to, text, kLeast, kMost)) return false;
  to = std::bit_ceil(to);
  return true;
}

bool printable(Settings& s, Text v) {
  s.prints_unicode = v == "unicode";
  return s.prints_unicode || v == "latin1";
}
bool warnings(Settings& s, Text v) {
  switch (v.empty() ? '\0' : v.front()) {
    case 'i': s.warnings = rt::WarningMap::info; return true;
    case 'w': s.warnings = rt::WarningMap::warning; return true;
    case 'e': s.warnings = rt::WarningMap::error; return true;
    default: return false;
  }
}
bool queue_data(Settings& s, Text v) {
  s.heap.queue_data = v == "off_heap" ? rt::QueueData::off_heap : rt::QueueData::on_heap;
  return v == "off_heap" || v == "on_heap";
}
bool time_warp(Settings& s, Text v) {
  if (v == "no_time_warp") s.time_warp = rt::TimeWarp::none;
  else if (v == "single_time_warp") s.time_warp = rt::TimeWarp::single;
  else s.time_warp = rt::TimeWarp::multi;
  return s.time_warp != rt::TimeWarp::multi || v == "multi_time_warp";
}
// u, a or l, and what happens to names that are coded wrongly: w, i or e.
bool file_names(Settings& s, Text v) {
  if (v.empty() || !Text("ual").contains(v[0]) || v.size() > 2 || (v.size() == 2 && (v[0] == 'l' || !Text("wie").contains(v[1])))) {
    return false;
  }
  s.name_encoding.reset();
  if (v[0] == 'u') s.name_encoding = rt::NameEncoding::utf8;
  if (v[0] == 'l') s.name_encoding = rt::NameEncoding::latin1;
  return true;
}
// TOTAL, TOTAL:ONLINE or :ONLINE; 0 or less is so many fewer than processors.
bool dirty_cpu(Settings& s, Text v) {
  constexpr long kMost = 1024;
  const long processors = std::max(1u, std::thread::hardware_concurrency());
  if (v.find_first_of("0123456789") > 1) return false;
  const std::size_t colon = std::min(v.find(':'), v.size());
  const long first = colon == 0 ? processors : number_of(v), total = first > 0 ? first : processors + first;
  const long second = colon < v.size() ? number_of(v.substr(colon + 1)) : std::min(total, processors);
  const long online = second > 0 ? second : processors + second;
  if (total < 1 || total > kMost || online < 1 || online > total) return false;
  s.dirty_cpu_threads = static_cast<unsigned>(total);
  s.dirty_cpu_online = static_cast<unsigned>(online);
  return true;
}
// None at all is one.
bool async_threads(Settings& s, Text v) {
  if (!set_number(s.async_threads, v, 0, 1024)) return false;
  s.async_threads = std::max(s.async_threads, 1u);
  return true;
}
bool bind_type(Settings&, Text v) {
  constexpr Text kTypes[] = {"u", "ns", "ts", "ps", "s", "nnts", "nnps", "tnnps", "db"};
  return std::ranges::find(kTypes, v) != std::end(kTypes);
}

// A flag that begins with `name` and has its value behind that, or as its next word. Without `set`, any value will do.
struct Row {
  Text name;
  Text error;  // in front of the value
  bool (*set)(Settings&, Text) = nullptr;
};
constexpr Row kRows[] = {
    {"P", "bad number of processes ", [](Settings& s, Text v) { return set_limit(s.process_limit, v); }},
    {"Q", "bad number of ports ", [](Settings& s, Text v) { return set_limit(s.port_limit, v); }},
    {"t", "bad atom table size ", [](Settings& s, Text v) { return set_number(s.atom_limit, v, 8192, INT_MAX); }},
    {"hms", "bad heap size ", [](Settings& s, Text v) { return set_heap_words(s.heap.min_heap_words, v); }},
    {"h", "bad heap size ", [](Settings& s, Text v) { return set_heap_words(s.heap.min_heap_words, v); }},
    {"hmbs", "bad heap size ", [](Settings& s, Text v) { return set_heap_words(s.heap.min_bin_vheap_words, v); }},
    {"hmax", "bad max heap size ", [](Settings& s, Text v) { return set_number(s.heap.max_heap.words, v, 0, (1L << 59) - 1); }},
    {"hmaxk", "bad max heap kill ", [](Settings& s, Text v) { return set_boolean(s.heap.max_heap.kill, v); }},
    {"hmaxel", "bad max heap error logger ", [](Settings& s, Text v) { return set_boolean(s.heap.max_heap.error_logger, v); }},
    {"hmaxib", "bad max heap include bins ",
     [](Settings& s, Text v) { return set_boolean(s.heap.max_heap.include_shared_binaries, v); }},
    {"hmqd", "Invalid message_queue_data flag: ", &queue_data},
    {"hpds", "", nullptr},
    {"pc", "bad range of printable characters: ", &printable},
    {"pad", "bad async dist value ", [](Settings& s, Text v) { return set_boolean(s.has_async_dist, v); }},
    {"W", "unrecognized warning_map option ", &warnings},
    {"fn", "bad filename encoding ", &file_names},
    {"A", "bad number of async threads ", &async_threads},
    {"SDcpu", "bad amount of dirty CPU schedulers ", &dirty_cpu},
    {"SDio", "bad number of dirty I/O schedulers ", [](Settings& s, Text v) { return set_number(s.dirty_io_threads, v, 1, 1024); }},
    {"SDPcpu", "", nullptr},
    {"SP", "", nullptr},
    {"S", "", nullptr},  // the starter has read it
    {"C", "Invalid time warp mode: ", &time_warp},
    {"R", "bad compatibility release number ", [](Settings& s, Text v) { return set_number(s.release, v, 25, 27); }},
    {"zdbbl", "Invalid dist buf busy limit: ",
     [](Settings& s, Text v) {
       if (!set_number(s.dist_buf_busy_limit, v, 1, INT_MAX / 1024)) return false;
       s.dist_buf_busy_limit *= 1024;
       return true;
     }},
    {"z", "", nullptr},
    {"sbt", "setting scheduler bind type failed: ", &bind_type},
    {"s", "", nullptr},
    {"rg", "", nullptr},
    {"dcg", "", nullptr},
    {"a", "", nullptr},
    {"e", "", nullptr},
    {"i", "", nullptr},
    {"IO", "", nullptr},
    {"J", "", nullptr},
    {"K", "", nullptr},
    {"M", "", nullptr},
    {"n", "", nullptr},
    {"T", "", nullptr},
};

// Those of kRows that have a longer name than is written there: their value is the next word.
bool is_family(Text name) { return name == "z" || name == "s" || name == "IO" || name == "J" || name == "M"; }

class Reader {
 public:
  explicit Reader(const std::vector<std::string>& words) : words_(words) {}

  Result<Settings> read() {
    for (; at_ < words_.size(); ++at_) {
      const Text flag = Text(words_[at_]).substr(1);
      if (stands_alone(flag)) continue;
      const Row* row = row_of(flag);
      if (row == nullptr) return wrong("unknown flag -" + std::string(flag));
      const Text value = value_of(*row, flag);
      if (row->set != nullptr && !row->set(settings_, value)) return wrong(std::string(row->error) + std::string(value));
    }
    const rt::MaxHeapSize& most = settings_.heap.max_heap;
    if (most.words != 0 && most.words < settings_.heap.min_heap_words) {
      return wrong("max heap size (" + std::to_string(most.words) + ") is not allowed to be smaller than min heap size (" +
                   std::to_string(settings_.heap.min_heap_words) + ")");
    }
    return settings_;
  }

 private:
  static std::unexpected<DriverError> wrong(std::string text) {
    return std::unexpected(DriverError{ErrorCode::usage, "Wrong command line", std::move(text)});
  }

  bool stands_alone(Text flag) {
    if (flag == "ec") settings_.compresses_tables = true;
    if (flag.starts_with('c')) return time_correction(flag.substr(1));
    if (flag.starts_with('B')) return break_handler(flag.substr(1));
    constexpr Text kAlone[] = {"d", "ec", "l", "L", "r", "v", "V", "ssrct"};
    return std::ranges::find(kAlone, flag) != std::end(kAlone);
  }
  Text next() const { return at_ + 1 < words_.size() ? Text(words_[at_ + 1]) : Text(); }
  // The value may be missing: then it means false.
  bool time_correction(Text value) {
    if (value.empty() && (next() == "true" || next() == "false")) value = words_[++at_];
    settings_.has_time_correction = value == "true";
    return value.empty() || value == "true" || value == "false";
  }
  bool break_handler(Text value) {
    constexpr Text kChoices[] = {"i", "c", "d"};
    if (value.empty() && std::ranges::find(kChoices, next()) != std::end(kChoices)) ++at_;
    return true;
  }

  static const Row* row_of(Text flag) {
    const Row* best = nullptr;
    for (const Row& row : kRows) {
      if (flag.starts_with(row.name) && (best == nullptr || row.name.size() > best->name.size())) best = &row;
    }
    return best;
  }
  Text value_of(const Row& row, Text flag) {
    if (!is_family(row.name) && flag.size() > row.name.size()) return flag.substr(row.name.size());
    if (at_ + 1 >= words_.size()) return {};
    return words_[++at_];
  }

  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  Settings settings_;
};

}  // namespace

Result<Settings> read_emulator_flags(const std::vector<std::string>& words) { return Reader(words).read(); }

}  // namespace driver::erl
