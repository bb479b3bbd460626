// SPDX-License-Identifier: Apache-2.0
// Lines of HTTP: request, status line, header. Tolerant where OTP is.
#include <algorithm>
#include <array>

#include "runtime/ops/packet.hpp"

namespace rt {
namespace {

constexpr std::string_view kHeaders[] = {
    "Cache-Control", "Connection", "Date", "Pragma", "Transfer-Encoding", "Upgrade", "Via", "Accept", "Accept-Charset",
    "Accept-Encoding", "Accept-Language", "Authorization", "From", "Host", "If-Modified-Since", "If-Match", "If-None-Match",
    "If-Range", "If-Unmodified-Since", "Max-Forwards", "Proxy-Authorization", "Range", "Referer", "User-Agent", "Age",
    "Location", "Proxy-Authenticate", "Public", "Retry-After", "Server", "Vary", "Warning", "Www-Authenticate", "Allow",
    "Content-Base", "Content-Encoding", "Content-Language", "Content-Length", "Content-Location", "Content-Md5",
    "Content-Range", "Content-Type", "Etag", "Expires", "Last-Modified", "Accept-Ranges", "Set-Cookie", "Set-Cookie2",
    "X-Forwarded-For", "Cookie", "Keep-Alive", "Proxy-Connection"};
constexpr std::string_view kMethods[] = {"OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"};
constexpr std::size_t kLongestName = 50;  // of a header whose name is put in its usual form

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) {
  constexpr std::string_view kSeparators = "()<>@,;:\\\"/[]?={} \t";
  const auto byte = static_cast<std::uint8_t>(c);
  return byte <= 32 || byte >= 128 || kSeparators.find(c) != kSeparators.npos;
}

// What is left to read.
struct Rest {
  std::string_view text;
  bool is_empty() const { return text.empty(); }
  // The longest prefix of such characters, which is taken.
  template <class Predicate>
  std::string_view take_while(Predicate is) {
    const auto end = std::find_if_not(text.begin(), text.end(), is);
    const auto count = static_cast<std::size_t>(end - text.begin());
    const std::string_view taken = text.substr(0, count);
    text.remove_prefix(count);
    return taken;
  }
  bool take(std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
  }
};

// In 32 bits, however many digits there are.
std::int32_t number(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) value = 10 * value + static_cast<std::uint32_t>(c - '0');
  return static_cast<std::int32_t>(value);
}

// 1.1; what comes behind it is not looked at.
std::optional<HttpVersion> take_version(Rest& rest) {
  const std::string_view major = rest.take_while(is_digit);
  if (major.empty() || !rest.take(".")) return std::nullopt;
  const std::string_view minor = rest.take_while(is_digit);
  if (minor.empty()) return std::nullopt;
  return HttpVersion{number(major), number(minor)};
}

// The port in "host:port" when digits are all that it is.
std::int32_t port_of(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_digit) ? number(text) : 0;
}

HttpUri absolute_uri(HttpUri::Kind kind, std::string_view text) {
  HttpUri uri{kind, text, "/", 0};
  if (const std::size_t slash = text.find('/'); slash != text.npos) {
    uri.second = text.substr(slash);
    text = text.substr(0, slash);
    uri.first = text;
  }
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return uri;
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : text.npos;
  if (bracket != text.npos) {  // an address of IPv6
    uri.first = text.substr(0, bracket + 1);
    if (text.rfind(':') == bracket + 1) uri.port = port_of(text.substr(bracket + 2));
  } else {
    uri.first = text.substr(0, colon);
    uri.port = port_of(text.substr(colon + 1));
  }
  return uri;
}

bool has_scheme(std::string_view text, std::string_view scheme) {
  if (text.size() < scheme.size()) return false;
  return std::equal(scheme.begin(), scheme.end(), text.begin(),
                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
}

HttpUri parse_uri(std::string_view text) {
  constexpr std::string_view kHttp = "http://", kHttps = "https://";
  if (text == "*") return {HttpUri::Kind::star, {}, {}, 0};
  if (text.size() <= 1 || text[0] == '/') return {HttpUri::Kind::abs_path, text, {}, 0};
  if (has_scheme(text, kHttp)) return absolute_uri(HttpUri::Kind::http, text.substr(kHttp.size()));
  if (has_scheme(text, kHttps)) return absolute_uri(HttpUri::Kind::https, text.substr(kHttps.size()));
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return {HttpUri::Kind::string, text, {}, 0};
  return {HttpUri::Kind::scheme, text.substr(0, colon), text.substr(colon + 1), 0};
}

HttpLine parse_response(Rest rest) {
  HttpLine line;
  const auto version = take_version(rest);
  if (!version || rest.take_while(is_blank).empty()) return line;
  line.version = *version;
  line.status = number(rest.take_while(is_digit));
  if (rest.take_while(is_blank).empty() && !rest.is_empty()) return line;
  line.phrase = rest.text;
  line.kind = HttpLine::Kind::response;
  return line;
}

HttpLine parse_request(Rest rest) {
  HttpLine line;
  line.method = rest.take_while([](char c) { return !is_separator(c); });
  if (line.method.empty() || rest.take_while(is_blank).empty()) return line;
  const std::string_view uri = rest.take_while([](char c) { return !is_blank(c); });
  if (uri.empty()) return line;
  line.uri = parse_uri(uri);
  (void)rest.take_while(is_blank);
  line.version = {0, 9};
  if (!rest.is_empty()) {
    if (rest.text.size() < 8 || !rest.take("HTTP/")) return line;
    const auto version = take_version(rest);
    if (!version) return line;
    line.version = *version;
  }
  line.is_known_method = std::ranges::find(kMethods, line.method) != std::end(kMethods);
  line.kind = HttpLine::Kind::request;
  return line;
}

// As it is usually written: a capital at the beginning and after each hyphen.
std::string canonical_name(std::string_view name) {
  std::string result(name);
  bool is_first = true;
  for (char& c : result) {
    if (is_first) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
      is_first = false;
    } else if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c + 32);
    } else {
      is_first = c == '-';
    }
  }
  return result;
}

HttpLine parse_header(Rest rest) {
  HttpLine line;
  if (rest.is_empty()) {
    line.kind = HttpLine::Kind::end_of_headers;
    return line;
  }
  line.name = rest.take_while([](char c) { return !is_separator(c); });
  if (!rest.take(":")) return line;
  (void)rest.take_while(is_blank);
  line.value = rest.text;
  if (line.name.size() <= kLongestName) {
    line.canonical = canonical_name(line.name);
    const auto* known = std::ranges::find(kHeaders, line.canonical);
    if (known != std::end(kHeaders)) line.known_number = static_cast<unsigned>(known - std::begin(kHeaders)) + 1;
  }
  line.kind = HttpLine::Kind::header;
  return line;
}

}  // namespace

HttpLine parse_http(std::string_view packet, bool is_header) {
  std::size_t size = packet.size();
  if (size >= 2 && packet[size - 2] == '\r') {
    size -= 2;
  } else if (size >= 1 && packet[size - 1] == '\n') {
    size -= 1;
  }
  Rest rest{packet.substr(0, size)};
  if (is_header) return parse_header(rest);
  return rest.take("HTTP/") ? parse_response(rest) : parse_request(rest);
}

}  // namespace rt
