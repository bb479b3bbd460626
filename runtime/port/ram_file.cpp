// SPDX-License-Identifier: Apache-2.0
#include "runtime/port/ram_file.hpp"

#include <algorithm>
#include <cerrno>

#include "runtime/base/bits.hpp"
#include "runtime/base/posix_error.hpp"

namespace rt {
namespace {

enum class Operation : std::uint8_t {
  open = 1,
  read = 2,
  seek = 3,
  write = 4,
  sync = 9,
  truncate = 14,
  read_at = 17,
  write_at = 18,
  sync_data = 19,
  get = 30,
  size = 37,
  advise = 38,
  allocate = 39,
};
enum class Answer : std::uint8_t { ok, error, data, number };
constexpr std::uint32_t kReading = 1, kWriting = 2;  // bits of the mode
enum class Origin : std::int32_t { start, position, end };

std::int32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint8_t word[4] = {};  // what is missing is 0
  for (std::size_t i = 0; i < sizeof word && at + i < bytes.size(); ++i) word[i] = static_cast<std::uint8_t>(bytes[at + i]);
  return static_cast<std::int32_t>(load_big_endian(word, sizeof word));
}

std::string with_number(Answer answer, std::int64_t value) {
  std::string header(5, static_cast<char>(answer));
  write_bits(reinterpret_cast<std::uint8_t*>(header.data()), 8, static_cast<std::uint64_t>(value), 32);
  return header;
}

using Reply = RamFile::Reply;

Reply failed(int error) { return {static_cast<char>(Answer::error) + posix_error_name(error), std::nullopt}; }
Reply done() { return {std::string(1, static_cast<char>(Answer::ok)), std::nullopt}; }
Reply number_reply(std::expected<std::int64_t, int> result) {
  return result ? Reply{with_number(Answer::number, *result), std::nullopt} : failed(result.error());
}
Reply data_reply(std::expected<std::string, int> bytes) {
  if (!bytes) return failed(bytes.error());
  const auto size = static_cast<std::int64_t>(bytes->size());
  return {with_number(Answer::data, size), std::move(*bytes)};
}

}  // namespace

std::optional<Reply> RamFile::execute(std::string_view command) {
  if (command.empty()) return std::nullopt;
  const auto operation = static_cast<Operation>(command[0]);
  const std::string_view arguments = command.substr(1);
  const auto behind = [&](std::size_t size) { return arguments.substr(std::min(size, arguments.size())); };
  switch (operation) {
    case Operation::open:
      mode_ = static_cast<std::uint32_t>(number_at(arguments, 0));
      bytes_ = behind(4);
      position_ = 0;
      return number_reply(0);
    case Operation::sync:
    case Operation::sync_data:
    case Operation::advise:
    case Operation::allocate: return is_open() ? done() : failed(EBADF);
    case Operation::write: {
      const Result written = write(arguments, position_);
      if (written) position_ += arguments.size();
      return number_reply(written);
    }
    case Operation::write_at: {
      const std::int32_t at = number_at(arguments, 0);
      return at < 0 ? failed(EINVAL) : number_reply(write(behind(4), static_cast<std::size_t>(at)));
    }
    case Operation::seek: return number_reply(seek(number_at(arguments, 0), number_at(arguments, 4)));
    case Operation::read: {
      auto bytes = read(number_at(arguments, 0), position_);
      if (bytes) position_ += bytes->size();
      return data_reply(std::move(bytes));
    }
    case Operation::read_at: {
      const std::int32_t at = number_at(arguments, 0);
      return at < 0 ? failed(EINVAL) : data_reply(read(number_at(arguments, 4), static_cast<std::size_t>(at)));
    }
    case Operation::truncate:
      if ((mode_ & kWriting) == 0) return failed(EACCES);
      bytes_.resize(position_);
      return done();
    case Operation::get: return data_reply(bytes_);
    case Operation::size: return number_reply(static_cast<std::int64_t>(bytes_.size()));
  }
  return std::nullopt;
}

RamFile::Result RamFile::write(std::string_view bytes, std::size_t at) {
  if ((mode_ & kWriting) == 0) return std::unexpected(EBADF);
  if (!bytes.empty() || at > bytes_.size()) bytes_.resize(std::max(bytes_.size(), at + bytes.size()));
  bytes_.replace(at, bytes.size(), bytes);
  return static_cast<std::int64_t>(bytes.size());
}

std::expected<std::string, int> RamFile::read(std::int64_t size, std::size_t at) const {
  if ((mode_ & kReading) == 0) return std::unexpected(EBADF);
  if (size < 0) return std::unexpected(EINVAL);
  return at < bytes_.size() ? bytes_.substr(at, static_cast<std::size_t>(size)) : std::string();
}

RamFile::Result RamFile::seek(std::int64_t offset, std::int32_t origin) {
  if (!is_open()) return std::unexpected(EBADF);
  switch (static_cast<Origin>(origin)) {
    case Origin::start: break;
    case Origin::position: offset += static_cast<std::int64_t>(position_); break;
    case Origin::end: offset += static_cast<std::int64_t>(bytes_.size()); break;
    default: return std::unexpected(EINVAL);  // not one of ours: from the command
  }
  if (offset < 0) return std::unexpected(EINVAL);
  position_ = static_cast<std::size_t>(offset);
  return offset;
}

}  // namespace rt
