// SPDX-License-Identifier: Apache-2.0
// Clocks: monotonic and system time, the operating system's own clocks (module os), now/0, unique_integer. A unit that
// is not one of the usual four is left to erlang:convert_time_unit/3, as OTP does.
#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/vm.hpp"

namespace rt {

namespace {

constexpr std::int64_t kNsPerSecond = 1'000'000'000;

Term integer(Process& p, std::int64_t value) { return p.reserve(2).integer(value); }

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

// Nanoseconds in `unit`, rounded down.
Term in_unit(Process& p, std::int64_t ns, Term unit) {
  if (unit == atoms::native || unit == atoms::nanosecond || unit == atoms::nano_seconds) return integer(p, ns);
  if (unit == atoms::second || unit == atoms::seconds) return integer(p, floor_div(ns, kNsPerSecond));
  if (unit == atoms::millisecond || unit == atoms::milli_seconds) return integer(p, floor_div(ns, 1'000'000));
  if (unit == atoms::microsecond || unit == atoms::micro_seconds) return integer(p, floor_div(ns, 1'000));
  const bool is_count = is_integer(unit) && !IntegerView(unit).is_negative() && unit != Term::small(0);
  if (!is_count && unit != atoms::perf_counter) return p.raise<Fault::badarg>();
  const Export* convert = p.vm().exports.intern(atoms::erlang, atoms::convert_time_unit, 3);
  return p.trap(convert, {integer(p, ns), Term::small(kNsPerSecond), unit});
}

std::int64_t system_ns(Process& p) { return p.vm().clock.monotonic_ns() + p.vm().clock.offset_ns(); }

Term monotonic_time_0(Process& p) { return integer(p, p.vm().clock.monotonic_ns()); }
Term monotonic_time_1(Process& p, Term unit) { return in_unit(p, p.vm().clock.monotonic_ns(), unit); }
Term system_time_0(Process& p) { return integer(p, system_ns(p)); }
Term system_time_1(Process& p, Term unit) { return in_unit(p, system_ns(p), unit); }
Term time_offset_0(Process& p) { return integer(p, p.vm().clock.offset_ns()); }
Term time_offset_1(Process& p, Term unit) { return in_unit(p, p.vm().clock.offset_ns(), unit); }

Term os_system_time_0(Process& p) { return integer(p, Clock::system_ns()); }
Term os_system_time_1(Process& p, Term unit) { return in_unit(p, Clock::system_ns(), unit); }
Term os_perf_counter_0(Process& p) { return integer(p, Clock::machine_ns()); }

Term timestamp_of(Process& p, std::int64_t us) {  // {MegaSeconds, Seconds, MicroSeconds}
  const std::int64_t seconds = us / 1'000'000;
  return p.reserve(4).tuple(
      {Term::small(seconds / 1'000'000), Term::small(seconds % 1'000'000), Term::small(us % 1'000'000)});
}
Term timestamp_0(Process& p) { return timestamp_of(p, system_ns(p) / 1000); }
Term os_timestamp_0(Process& p) { return timestamp_of(p, Clock::system_ns() / 1000); }
Term now_0(Process& p) { return timestamp_of(p, p.vm().next_now_us(system_ns(p) / 1000)); }

Term ns_per_second_0(Process&) { return Term::small(kNsPerSecond); }

// From OTP's smallest small integer on, or from 1 on.
constexpr std::int64_t kFirstUnique = -(std::int64_t{1} << 59);
Term unique(Process& p, bool is_monotonic, bool is_positive) {
  Vm& vm = p.vm();
  const auto number = static_cast<std::int64_t>(is_monotonic ? vm.monotonic_number() : vm.unique_number());
  return integer(p, is_positive ? number : kFirstUnique + number - 1);
}
Term unique_integer_0(Process& p) { return unique(p, false, false); }
Term unique_integer_1(Process& p, Term options) {
  bool is_monotonic = false, is_positive = false;
  for (; options.is_cons(); options = options.tail()) {
    if (options.head() == atoms::monotonic) {
      is_monotonic = true;
    } else if (options.head() == atoms::positive) {
      is_positive = true;
    } else {
      return p.raise<Fault::badarg>();
    }
  }
  if (!options.is_nil()) return p.raise<Fault::badarg>();
  return unique(p, is_monotonic, is_positive);
}

constexpr Bif kErlangRows[] = {
    bif<&monotonic_time_0>("monotonic_time"),
    bif<&monotonic_time_1>("monotonic_time"),
    bif<&now_0>("now"),
    bif<&system_time_0>("system_time"),
    bif<&system_time_1>("system_time"),
    bif<&time_offset_0>("time_offset"),
    bif<&time_offset_1>("time_offset"),
    bif<&timestamp_0>("timestamp"),
    bif<&unique_integer_0>("unique_integer"),
    bif<&unique_integer_1>("unique_integer"),
};
constexpr Bif kErtsInternalRows[] = {
    bif<&ns_per_second_0>("perf_counter_unit"),
    bif<&ns_per_second_0>("time_unit"),
};
constexpr Bif kOsRows[] = {
    bif<&os_perf_counter_0>("perf_counter"),
    bif<&os_system_time_0>("system_time"),
    bif<&os_system_time_1>("system_time"),
    bif<&os_timestamp_0>("timestamp"),
};

}  // namespace

extern constinit const BifModule kErlangTime, kErtsInternalTime, kOsTime;
constinit const BifModule kErlangTime{"erlang", kErlangRows};
constinit const BifModule kErtsInternalTime{"erts_internal", kErtsInternalRows};
constinit const BifModule kOsTime{"os", kOsRows};

}  // namespace rt
