// SPDX-License-Identifier: Apache-2.0
// getopts/2: for each option that is asked for its number and its value; what the system does not tell is left out. Follows
// inet_fill_opts of inet_drv.c, OTP 27.
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/inet_driver.hpp"
#include "runtime/inet/options.hpp"

namespace rt {

class OptionGetter {
 public:
  OptionGetter(const InetDriver& driver, std::string_view data)
      : d_(driver), s_(driver.settings_), is_stream_(driver.type_ == SOCK_STREAM), data_(data) {}

  // Nothing: einval.
  std::optional<std::string> run() {
    while (!data_.empty()) {
      option_ = static_cast<Option>(take8(data_));
      if (!get() || bytes_.size() >= InetDriver::kMostOptionBytes) return std::nullopt;
    }
    return std::move(bytes_);
  }

 private:
  bool get() {
    if (const SystemOption* row = system_option(option_)) return get_int(*row);
    const bool is_tcp = d_.protocol_ == IPPROTO_TCP;
    switch (option_) {
      case Option::buffer: return put(s_.buffer);
      case Option::header: return put(s_.header);
      case Option::mode: return put(s_.mode);
      case Option::deliver: return put(s_.deliver);
      case Option::active:
        put(static_cast<std::uint32_t>(s_.active));
        if (s_.active == Active::counted) put16(bytes_, static_cast<std::uint16_t>(s_.active_count));
        return true;
      case Option::packet: return put(s_.packet);
      case Option::packet_size: return put(s_.packet_size);
      case Option::exit_on_close: return put(s_.exit_on_close);
      case Option::high_msgq_watermark: return put(s_.high_messages);
      case Option::low_msgq_watermark: return put(s_.low_messages);
      case Option::exclusiveaddruse:
      case Option::non_block_send: return put(0);
      case Option::debug: return put(s_.debug);
      case Option::high_watermark: return put_if(is_stream_, s_.high);
      case Option::low_watermark: return put_if(is_stream_, s_.low);
      case Option::send_timeout: return put_if(is_stream_, static_cast<std::uint32_t>(s_.send_timeout_ms));
      case Option::send_timeout_close: return put_if(is_stream_, s_.closes_on_send_timeout);
      case Option::delay_send: return put_if(is_stream_, s_.delays_send);
      case Option::show_econnreset: return put_if(is_tcp, s_.shows_reset);
      case Option::read_ahead: return put_if(is_tcp, s_.reads_ahead);
      case Option::read_packets: return put_if(d_.type_ == SOCK_DGRAM, s_.read_packets);
      case Option::netns:
        if (!s_.namespace_path.empty()) put_text(s_.namespace_path);
        return true;
      case Option::linger: return get_linger();
      case Option::multicast_if: return get_multicast_interface();
      case Option::raw: return get_raw();
      case Option::bind_to_device: return get_device();
      case Option::pktoptions: return get_packet_options();
      default: return false;
    }
  }

  bool put(std::uint32_t value) {
    bytes_ += static_cast<char>(option_);
    put32(bytes_, value);
    return true;
  }
  bool put_if(bool is_known, std::uint32_t value) { return !is_known || put(value); }
  void put_text(std::string_view text) {
    put(static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }

  bool get_int(const SystemOption& row) {
    std::uint32_t value = 0;
    socklen_t size = sizeof value;
    return ::getsockopt(d_.fd_, row.level, row.name, &value, &size) != 0 || put(value);
  }

  bool get_linger() {
    linger value{};
    socklen_t size = sizeof value;
    if (::getsockopt(d_.fd_, SOL_SOCKET, SO_LINGER, &value, &size) != 0) return true;
    put(static_cast<std::uint32_t>(value.l_onoff));
    put32(bytes_, static_cast<std::uint32_t>(value.l_linger));
    return true;
  }

  // The interface, then the family, as prim_inet takes it; OTP's driver leaves the first to chance.
  bool get_multicast_interface() {
    if (d_.family_ != AF_INET && d_.family_ != AF_INET6) return false;
    const bool is_inet = d_.family_ == AF_INET;
    std::uint32_t value = 0;
    socklen_t size = sizeof value;
    const int result = is_inet ? ::getsockopt(d_.fd_, IPPROTO_IP, IP_MULTICAST_IF, &value, &size)
                               : ::getsockopt(d_.fd_, IPPROTO_IPV6, IPV6_MULTICAST_IF, &value, &size);
    if (result != 0) return true;
    put(is_inet ? ntohl(value) : value);
    put32(bytes_, static_cast<std::uint32_t>(is_inet ? FamilyCode::inet : FamilyCode::inet6));
    return true;
  }

  // Level, name, whether bytes follow, how many there are to be, and those.
  bool get_raw() {
    if (data_.size() < 13) return false;
    const std::uint32_t level = take32(data_), name = take32(data_);
    const bool has_bytes = take8(data_) != 0;
    const std::uint32_t size = take32(data_);
    if (size > InetDriver::kMostOptionBytes || (has_bytes && data_.size() < size)) return false;
    std::string value(size, '\0');
    if (has_bytes) {
      value = data_.substr(0, size);
      data_.remove_prefix(size);
    }
    socklen_t got = size;
    if (::getsockopt(d_.fd_, static_cast<int>(level), static_cast<int>(name), value.data(), &got) != 0) return true;
    put(level);
    put32(bytes_, name);
    put32(bytes_, got);
    bytes_ += std::string_view(value).substr(0, got);
    return true;
  }

  bool get_device() {
    char name[IFNAMSIZ] = {};
    socklen_t size = sizeof name;
    if (::getsockopt(d_.fd_, SOL_SOCKET, SO_BINDTODEVICE, name, &size) == 0) put_text({name, ::strnlen(name, size)});
    return true;
  }

  // What the last packet said of itself, as far as it was asked to be kept.
  bool get_packet_options() {
    if (d_.family_ != AF_INET && d_.family_ != AF_INET6) return false;
    const bool is_inet = d_.family_ == AF_INET;
    alignas(cmsghdr) char buffer[2 * CMSG_SPACE(sizeof(int))];
    socklen_t size = sizeof buffer;
    if (::getsockopt(d_.fd_, is_inet ? int{IPPROTO_IP} : int{IPPROTO_IPV6}, is_inet ? IP_PKTOPTIONS : IPV6_2292PKTOPTIONS,
                     buffer, &size) != 0) {
      return true;
    }
    msghdr message{};
    message.msg_control = buffer;
    message.msg_controllen = size;
    std::string values;
    for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c)) {
      const auto option = option_of(*c);
      if (!option) continue;
      values += static_cast<char>(*option);
      put32(values, number_in(*c));
    }
    put_text(values);
    return true;
  }
  static std::optional<Option> option_of(const cmsghdr& c) {
    if (c.cmsg_level == IPPROTO_IP && (c.cmsg_type == IP_TOS || c.cmsg_type == IP_RECVTOS)) return Option::tos;
    if (c.cmsg_level == IPPROTO_IP && (c.cmsg_type == IP_TTL || c.cmsg_type == IP_RECVTTL)) return Option::ttl;
    if (c.cmsg_level == IPPROTO_IPV6 && (c.cmsg_type == IPV6_TCLASS || c.cmsg_type == IPV6_RECVTCLASS)) return Option::tclass;
    return std::nullopt;
  }
  static std::uint32_t number_in(const cmsghdr& c) {
    std::uint32_t number = 0;
    const std::size_t size = c.cmsg_len - CMSG_LEN(0);
    if (size == 1 || size == 2 || size == 4) std::memcpy(&number, CMSG_DATA(&c), size);
    return number;
  }

  const InetDriver& d_;
  const InetSettings& s_;
  const bool is_stream_;
  std::string_view data_;
  Option option_{};
  std::string bytes_;
};

InetDriver::Answer InetDriver::get_options(std::string_view data) const {
  const auto bytes = OptionGetter(*this, data).run();
  return bytes ? done(*bytes) : failed(EINVAL);
}

}  // namespace rt
