// SPDX-License-Identifier: Apache-2.0
#include "loader/bytes/file_state.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.hpp"

using namespace loader;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

FileState changed(std::int64_t ago_ns) { return {{1, 2, 3, 4, 5}, 100 * kSecond, 100 * kSecond + ago_ns}; }

}  // namespace

TEST_CASE("a file that was changed just now may be changed again unseen") {
  CHECK_FALSE(changed(0).is_settled());
  CHECK_FALSE(changed(2 * kSecond).is_settled());
  CHECK(changed(3 * kSecond).is_settled());
  CHECK_FALSE(changed(-5 * kSecond).is_settled());  // by a clock that goes ahead of ours
  const driver::test::TemporaryFolder folder;
  folder.write("new", "text");
  CHECK_FALSE(state_of_file(folder.path() / "new")->is_settled());
}

TEST_CASE("a file is the same as long as nobody writes it or puts another one in its place") {
  const driver::test::TemporaryFolder folder;
  const std::string path = folder.path() / "file";
  folder.write("file", "one");
  folder.write("other", "two");
  const FileState first = *state_of_file(path);
  CHECK(first.is_same(*state_of_file(path)));
  CHECK_FALSE(first.is_same(*state_of_file(folder.path() / "other")));
  // The time that programs can set is none to go by: of the same size, and as if it had never been touched.
  struct stat before {};
  REQUIRE(::stat(path.c_str(), &before) == 0);
  std::optional<FileState> now;
  do {  // until the file system's clock has gone on
    folder.write("file", "two");
    const timespec times[] = {before.st_atim, before.st_mtim};
    REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
    now = state_of_file(path);
  } while (now->changed_ns == first.changed_ns);
  CHECK(now->identity == first.identity);
  CHECK_FALSE(first.is_same(*now));
}

TEST_CASE("what is no regular file has no state") {
  const driver::test::TemporaryFolder folder;
  CHECK_FALSE(state_of_file(folder.path()).has_value());
  CHECK_FALSE(state_of_file(folder.path() / "nothing").has_value());
}
