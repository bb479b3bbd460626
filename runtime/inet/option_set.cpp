// SPDX-License-Identifier: Apache-2.0
// setopts/2: options one after the other, each a number, a value of 32 bits, and what else it needs. Those before one that
// fails stay set. Follows inet_set_opts of inet_drv.c, OTP 27, which does not tell of every option that the system refuses.
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "runtime/inet/byte_order.hpp"
#include "runtime/inet/inet_driver.hpp"
#include "runtime/inet/messages.hpp"
#include "runtime/inet/options.hpp"

namespace rt {
namespace {

constexpr PacketFormat kFormats[] = {  // by the number of option packet
    PacketFormat::raw,   PacketFormat::one,   PacketFormat::two,     PacketFormat::four,     PacketFormat::asn1,
    PacketFormat::sunrm, PacketFormat::cdr,   PacketFormat::fcgi,    PacketFormat::line,     PacketFormat::tpkt,
    PacketFormat::http,  PacketFormat::httph, PacketFormat::ssl_tls, PacketFormat::http_bin, PacketFormat::httph_bin};

// Programs are to find that options do not touch each other, but Linux lets priority and type of service depend on each other
// and on the rest: both are put back.
class KeptPriority {
 public:
  KeptPriority(int fd, int name) : fd_(fd), keeps_tos_(name != IP_TOS), keeps_priority_(name != SO_PRIORITY) {
    socklen_t size = sizeof tos_;
    keeps_tos_ = keeps_tos_ && keeps_priority_ && ::getsockopt(fd_, IPPROTO_IP, IP_TOS, &tos_, &size) == 0;
    size = sizeof priority_;
    keeps_priority_ = keeps_priority_ && ::getsockopt(fd_, SOL_SOCKET, SO_PRIORITY, &priority_, &size) == 0;
  }
  // 0 when both are as they were, or need not be.
  int put_back() const {
    if (keeps_tos_ && ::setsockopt(fd_, IPPROTO_IP, IP_TOS, &tos_, sizeof tos_) != 0) return -1;
    if (!keeps_priority_) return 0;
    // A priority that the system has set may be one that nobody else may set.
    return ::setsockopt(fd_, SOL_SOCKET, SO_PRIORITY, &priority_, sizeof priority_) == 0 || errno == EPERM ? 0 : -1;
  }

 private:
  int fd_;
  int tos_ = 0, priority_ = 0;
  bool keeps_tos_, keeps_priority_;
};

}  // namespace

class OptionSetter {
 public:
  OptionSetter(InetDriver& driver, std::string_view data) : d_(driver), s_(driver.settings_), data_(data) {}

  // False: einval.
  bool run() {
    while (data_.size() >= 5) {
      const auto option = static_cast<Option>(take8(data_));
      value_ = static_cast<std::int32_t>(take32(data_));
      if (!set(option)) return false;
      if (has_ended_) return true;
    }
    return true;
  }
  bool has_ended() const { return has_ended_; }  // the port

 private:
  bool set(Option option) {
    if (const SystemOption* row = system_option(option)) return set_int(*row);
    const auto number = static_cast<std::uint32_t>(value_);
    switch (option) {
      case Option::header: s_.header = number; return true;
      case Option::mode:
        s_.mode = number;
        s_.is_binary = value_ != 0;
        return true;
      case Option::deliver:
        s_.deliver = number;
        s_.delivers_as_port = value_ == 0;
        return true;
      case Option::buffer:
        s_.buffer = value_ < 1 ? 1 : number;
        s_.buffer_was_set = true;
        return true;
      case Option::active: return set_active();
      case Option::packet:
        s_.packet = number;
        if (number < std::size(kFormats)) s_.format = kFormats[number];
        return number < std::size(kFormats);
      case Option::packet_size: s_.packet_size = number; return true;
      case Option::exit_on_close: s_.exit_on_close = number; return true;
      case Option::line_delimiter: s_.line_delimiter = static_cast<char>(value_); return true;
      case Option::netns: return set_namespace();
      case Option::high_msgq_watermark: return set_message_limit(s_.high_messages);
      case Option::low_msgq_watermark: return set_message_limit(s_.low_messages);
      case Option::exclusiveaddruse:
      case Option::non_block_send: return true;  // of another system, and of sctp
      case Option::debug: s_.debug = value_ != 0; return true;
      case Option::linger: return set_linger();
      case Option::multicast_if: return set_multicast_interface();
      case Option::add_membership: return set_membership(IP_ADD_MEMBERSHIP, IPV6_ADD_MEMBERSHIP);
      case Option::drop_membership: return set_membership(IP_DROP_MEMBERSHIP, IPV6_DROP_MEMBERSHIP);
      case Option::raw: return set_raw();
      case Option::bind_to_device: return set_device();
      default: return set_of_kind(option);
    }
  }

  // Options of streams, or of datagrams, which the other kind takes without effect.
  bool set_of_kind(Option option) {
    const bool is_tcp = d_.protocol_ == IPPROTO_TCP, is_stream = d_.type_ == SOCK_STREAM;
    const auto limit = static_cast<std::uint32_t>(value_ < 0 ? 0 : value_);
    switch (option) {
      case Option::high_watermark:
        if (is_stream) {
          s_.high = limit;
          if (s_.low > limit) s_.low = limit;
        }
        return true;
      case Option::low_watermark:
        if (is_stream) {
          s_.low = limit;
          if (s_.high < limit) s_.high = limit;
        }
        return true;
      case Option::send_timeout:
        if (is_stream) s_.send_timeout_ms = value_;
        return true;
      case Option::send_timeout_close:
        if (is_stream) s_.closes_on_send_timeout = static_cast<std::uint32_t>(value_);
        return true;
      case Option::delay_send:
        if (is_stream) s_.delays_send = value_ != 0;
        return true;
      case Option::show_econnreset:
        if (is_tcp) s_.shows_reset = value_ != 0;
        return true;
      case Option::read_ahead:
        if (is_tcp) s_.reads_ahead = value_ != 0;
        return true;
      case Option::read_packets:
        if (d_.type_ != SOCK_DGRAM) return true;
        if (value_ > 0) s_.read_packets = static_cast<std::uint32_t>(value_);
        return value_ > 0;
      default: return false;
    }
  }

  bool set_active() {
    if (value_ < 0 || value_ > static_cast<int>(Active::counted)) return false;
    s_.active = static_cast<Active>(value_);
    if (s_.active != Active::counted) {
      s_.active_count = 0;
    } else if (!add_to_count()) {
      return false;
    }
    if (d_.type_ == SOCK_STREAM && s_.is_active() && d_.state_ == InetDriver::kClosed) {
      d_.activated_when_closed();
      has_ended_ = s_.exits_on_close();
    }
    return true;
  }

  bool add_to_count() {
    if (data_.size() < 2) return false;
    const std::int32_t count = s_.active_count + static_cast<std::int16_t>(take16(data_));
    if (count > std::numeric_limits<std::int16_t>::max() || count < std::numeric_limits<std::int16_t>::min()) return false;
    s_.active_count = count < 0 ? 0 : count;
    if (s_.active_count == 0) {
      s_.active = Active::passive;
      tell_owner(d_.port_, d_.is_stream() ? atoms::tcp_passive : atoms::udp_passive);
    }
    return true;
  }

  bool set_message_limit(std::uint32_t& limit) const {
    if (value_ < 1) return false;
    limit = static_cast<std::uint32_t>(value_);
    return true;
  }

  // Text of `value_` bytes; nothing: it is not there.
  std::optional<std::string_view> take_text() {
    if (value_ < 0 || data_.size() < static_cast<std::size_t>(value_)) return std::nullopt;
    const std::string_view text = data_.substr(0, static_cast<std::size_t>(value_));
    data_.remove_prefix(text.size());
    return text;
  }

  bool set_namespace() {
    const auto path = take_text();
    if (path) s_.namespace_path = *path;
    return path.has_value();
  }

  bool set_device() {
    const auto name = take_text();
    if (!name || name->size() >= IFNAMSIZ) return false;
    char device[IFNAMSIZ] = {};
    std::memcpy(device, name->data(), name->size());
    return set_bytes(SOL_SOCKET, SO_BINDTODEVICE, device, sizeof device, true);
  }

  bool set_linger() {
    if (data_.size() < 4) return false;
    const linger value{value_, static_cast<int>(take32(data_))};
    if (d_.protocol_ == IPPROTO_TCP) s_.lingers_zero = value.l_onoff != 0 && value.l_linger == 0;
    return set_bytes(SOL_SOCKET, SO_LINGER, &value, sizeof value, false);
  }

  bool set_multicast_interface() {
    const auto value = htonl(static_cast<std::uint32_t>(value_));
    if (d_.family_ == AF_INET) return set_bytes(IPPROTO_IP, IP_MULTICAST_IF, &value, sizeof value, false);
    return d_.family_ == AF_INET6 && set_bytes(IPPROTO_IPV6, IPV6_MULTICAST_IF, &value, sizeof value, false);
  }

  // Family, number of the interface, address of the group, and of an interface if that is an inet one.
  bool set_membership(int name, int name6) {
    const auto family = static_cast<FamilyCode>(value_);
    if (family == FamilyCode::inet && d_.family_ == AF_INET && data_.size() >= 12) {
      ip_mreqn request{};
      request.imr_ifindex = static_cast<int>(take32(data_));
      request.imr_multiaddr.s_addr = htonl(take32(data_));
      request.imr_address.s_addr = htonl(take32(data_));
      return set_bytes(IPPROTO_IP, name, &request, sizeof request, false);
    }
    if (family != FamilyCode::inet6 || d_.family_ != AF_INET6 || data_.size() < 20) return false;
    ipv6_mreq request{};
    request.ipv6mr_interface = take32(data_);
    std::memcpy(&request.ipv6mr_multiaddr, data_.data(), 16);
    data_.remove_prefix(16);
    return set_bytes(IPPROTO_IPV6, name6, &request, sizeof request, false);
  }

  bool set_raw() {
    if (data_.size() < 8) return false;
    const int level = value_, name = static_cast<int>(take32(data_));
    value_ = static_cast<std::int32_t>(take32(data_));
    const auto bytes = take_text();
    return bytes && set_bytes(level, name, bytes->data(), bytes->size(), false);
  }

  bool set_int(const SystemOption& row) {
    if (row.option == Option::recbuf && !s_.buffer_was_set) {
      // A read is to take what the system holds, but of datagrams none is larger than this.
      constexpr std::int32_t kLargestDatagram = 1 << 16;
      if (value_ > kLargestDatagram && d_.type_ == SOCK_DGRAM) {
        s_.buffer = kLargestDatagram;
      } else if (value_ > 0 && static_cast<std::uint32_t>(value_) > s_.buffer) {
        s_.buffer = static_cast<std::uint32_t>(value_);
      }
    }
    bool is_set = false;
    if (!set_bytes(row.level, row.name, &value_, sizeof value_, row.must_succeed, &is_set)) return false;
    if (!is_set) return true;
    if (row.option == Option::recvtos) s_.reports_tos = value_ != 0;
    if (row.option == Option::recvtclass) s_.reports_tclass = value_ != 0;
    if (row.option == Option::recvttl) s_.reports_ttl = value_ != 0;
    return true;
  }

  bool set_bytes(int level, int name, const void* bytes, std::size_t size, bool must_succeed, bool* is_set = nullptr) {
    const KeptPriority kept(d_.fd_, name);
    bool has_succeeded = ::setsockopt(d_.fd_, level, name, bytes, static_cast<socklen_t>(size)) == 0;
    if (has_succeeded) has_succeeded = kept.put_back() == 0 || !must_succeed;
    if (is_set != nullptr) *is_set = has_succeeded;
    return has_succeeded || !must_succeed;
  }

  InetDriver& d_;
  InetSettings& s_;
  std::string_view data_;
  std::int32_t value_ = 0;
  bool has_ended_ = false;
};

std::string InetDriver::set_options(std::string_view data) {
  const InetSettings before = settings_;
  OptionSetter setter(*this, data);
  if (!setter.run()) return failed(EINVAL);
  if (setter.has_ended()) return done();
  const bool is_usable = type_ == SOCK_STREAM ? is_connected() : type_ == SOCK_DGRAM && is_open();
  if (!is_usable) return done();
  const bool is_counted = settings_.active == Active::once || settings_.active == Active::counted;
  const bool same_format = settings_.format == before.format;
  if (type_ == SOCK_STREAM && !before.is_active() && is_counted && same_format) {
    receive_now();
    return done();
  }
  if (settings_.active != before.active) {
    if (!settings_.is_active()) became_passive();
    want_input(settings_.is_active());
  }
  if (type_ != SOCK_STREAM || !settings_.is_active()) return done();
  if (!before.is_active()) {
    deliver_buffered();
  } else if (!same_format) {
    format_changed();
  }
  return done();
}

}  // namespace rt
