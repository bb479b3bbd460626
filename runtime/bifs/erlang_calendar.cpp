// SPDX-License-Identifier: Apache-2.0
// Dates: {{Year, Month, Day}, {Hour, Minute, Second}} here and in UTC, and seconds since 1970. The rules of the time
// zone are the C library's; years before 1902 are refused where they matter, as OTP does (erl_time_sup.c).
#include <climits>
#include <ctime>
#include <optional>

#include "runtime/bifs/bif.hpp"
#include "runtime/process/process.hpp"
#include "runtime/term/bignum.hpp"
#include "runtime/term/tuple.hpp"

namespace rt {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kFirstLocalYear = 1902, kFirstPosixYear = 1600;

struct DateTime {
  std::int64_t year, month, day, hour, minute, second;
};

bool is_leap_year(std::int64_t y) { return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0); }

bool is_valid(const DateTime& t, std::int64_t first_year) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const auto in = [](std::int64_t low, std::int64_t v, std::int64_t high) { return low <= v && v <= high; };
  return in(first_year, t.year, INT_MAX - 1) && in(1, t.month, 12) &&
         in(1, t.day, kDays[t.month - 1] + (t.month == 2 && is_leap_year(t.year))) && in(0, t.hour, 23) &&
         in(0, t.minute, 59) && in(0, t.second, 59);
}

bool read_three(Term tuple, std::int64_t* a, std::int64_t* b, std::int64_t* c) {
  if (!is_tuple(tuple, 3)) return false;
  std::int64_t* const out[] = {a, b, c};
  for (unsigned i = 0; i < 3; ++i) {
    const Term element = tuple_element(tuple, i);
    if (!element.is_small()) return false;
    *out[i] = element.small_value();
  }
  return true;
}
std::optional<DateTime> read(Term t, std::int64_t first_year) {
  DateTime d;
  if (!is_tuple(t, 2) || !read_three(tuple_element(t, 0), &d.year, &d.month, &d.day) ||
      !read_three(tuple_element(t, 1), &d.hour, &d.minute, &d.second) || !is_valid(d, first_year)) {
    return std::nullopt;
  }
  return d;
}

Term three(HeapWriter& w, std::int64_t a, std::int64_t b, std::int64_t c) {
  return w.tuple({Term::small(a), Term::small(b), Term::small(c)});
}
Term write(Process& p, const DateTime& t) {
  HeapWriter w = p.reserve(4 + 4 + 3);
  const Term date = three(w, t.year, t.month, t.day);
  const Term time = three(w, t.hour, t.minute, t.second);
  return w.tuple({date, time});
}
DateTime of_tm(const std::tm& t) {
  return {t.tm_year + std::int64_t{1900}, t.tm_mon + 1, t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec};
}

// Years are counted from March, so that a leap day comes last.
std::int64_t days_since_1970(const DateTime& t) {
  const std::int64_t y = t.year - (t.month <= 2), era = y / 400, year_of_era = y % 400;
  const std::int64_t day_of_year = (153 * ((t.month + 9) % 12) + 2) / 5 + t.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}
std::int64_t to_posix(const DateTime& t) {
  return days_since_1970(t) * kDay + t.hour * 3600 + t.minute * 60 + t.second;
}
// Division towards zero on purpose: before the year 0 OTP's dates are a day off, and so are these.
DateTime from_posix(std::int64_t seconds) {
  std::int64_t days = seconds / kDay, rest = seconds % kDay;
  if (rest < 0) {
    --days;
    rest += kDay;
  }
  days += 719'468;
  const auto day_of = [days](std::int64_t y) { return days - (365 * y + y / 4 - y / 100 + y / 400); };
  std::int64_t year = (10'000 * days + 14'780) / 3'652'425;
  if (day_of(year) < 0) --year;
  const std::int64_t day_of_year = day_of(year), m = (100 * day_of_year + 52) / 3060;  // months since March
  return {year + (m + 2) / 12, (m + 2) % 12 + 1, day_of_year - (m * 306 + 5) / 10 + 1, rest / 3600, rest / 60 % 60,
          rest % 60};
}

std::optional<DateTime> to_local(std::int64_t seconds) {
  const std::time_t clock = seconds;
  std::tm tm;
  ::tzset();  // localtime_r need not look at TZ
  if (::localtime_r(&clock, &tm) == nullptr) return std::nullopt;
  return of_tm(tm);
}

// mktime says -1 both for failure and for the second before 1970.
std::optional<std::time_t> make_time(std::tm& tm) {
  std::time_t clock = std::mktime(&tm);
  if (clock != -1) return clock;
  tm.tm_sec -= 1;
  clock = std::mktime(&tm);
  tm.tm_sec += 1;
  return clock == -2 ? std::optional<std::time_t>(-1) : std::nullopt;
}

Term universaltime_0(Process& p) { return write(p, from_posix(std::time(nullptr))); }
Term localtime_0(Process& p) {
  const std::optional<DateTime> t = to_local(std::time(nullptr));
  return t ? write(p, *t) : p.raise<Fault::badarg>();
}
Term date_0(Process& p) {
  const std::optional<DateTime> t = to_local(std::time(nullptr));
  if (!t) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(4);
  return three(w, t->year, t->month, t->day);
}
Term time_0(Process& p) {
  const std::optional<DateTime> t = to_local(std::time(nullptr));
  if (!t) return p.raise<Fault::badarg>();
  HeapWriter w = p.reserve(4);
  return three(w, t->hour, t->minute, t->second);
}

Term localtime_to_universaltime_2(Process& p, Term local, Term is_dst) {
  if (is_dst != atoms::true_ && is_dst != atoms::false_ && is_dst != atoms::undefined) return p.raise<Fault::badarg>();
  const std::optional<DateTime> t = read(local, kFirstLocalYear);
  if (!t) return p.raise<Fault::badarg>();
  std::tm tm{};
  tm.tm_year = static_cast<int>(t->year - 1900);
  tm.tm_mon = static_cast<int>(t->month - 1);
  tm.tm_mday = static_cast<int>(t->day);
  tm.tm_hour = static_cast<int>(t->hour);
  tm.tm_min = static_cast<int>(t->minute);
  tm.tm_sec = static_cast<int>(t->second);
  tm.tm_isdst = is_dst == atoms::true_ ? 1 : is_dst == atoms::false_ ? 0 : -1;
  std::optional<std::time_t> clock = make_time(tm);
  if (!clock && is_dst != atoms::false_) {
    tm.tm_isdst = 0;
    clock = make_time(tm);
  }
  return clock ? write(p, from_posix(*clock)) : p.raise<Fault::badarg>();
}

Term universaltime_to_localtime_1(Process& p, Term universal) {
  const std::optional<DateTime> t = read(universal, kFirstLocalYear);
  const std::optional<DateTime> local = t ? to_local(to_posix(*t)) : std::nullopt;
  return local ? write(p, *local) : p.raise<Fault::badarg>();
}

Term universaltime_to_posixtime_1(Process& p, Term universal) {
  const std::optional<DateTime> t = read(universal, kFirstPosixYear);
  return t ? Term::small(to_posix(*t)) : p.raise<Fault::badarg>();
}

Term posixtime_to_universaltime_1(Process& p, Term seconds) {
  if (!is_integer(seconds)) return p.raise<Fault::badarg>();
  const std::optional<std::int64_t> value = integer_to_int64(seconds);
  return value ? write(p, from_posix(*value)) : p.raise<Fault::badarg>();
}

constexpr Bif kRows[] = {
    bif<&date_0>("date"),
    bif<&localtime_0>("localtime"),
    bif<&localtime_to_universaltime_2>("localtime_to_universaltime"),
    bif<&posixtime_to_universaltime_1>("posixtime_to_universaltime"),
    bif<&time_0>("time"),
    bif<&universaltime_0>("universaltime"),
    bif<&universaltime_to_localtime_1>("universaltime_to_localtime"),
    bif<&universaltime_to_posixtime_1>("universaltime_to_posixtime"),
};

}  // namespace

extern constinit const BifModule kErlangCalendar;
constinit const BifModule kErlangCalendar{"erlang", kRows};

}  // namespace rt
