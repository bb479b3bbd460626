// SPDX-License-Identifier: Apache-2.0
// Everything that a compilation reads changes the key, and nothing else does.
#include "driver/compile/inputs.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "tests/support/temporary_folder.hpp"

using namespace driver::compile;
namespace fs = std::filesystem;

namespace {

class Project {
 public:
  Project() {
    write("otp/lib/kernel-1/ebin/gen_x.beam", "");
    write("otp/lib/kernel-1/include/file.hrl", "");
    write("lib/app/src/m.erl", "-module(m).\n");
    fs::create_directories(folder_.path() / "lib/app/ebin");
  }

  void write(const std::string& name, std::string_view text) { folder_.write(name, std::string(text)); }
  void remove(const std::string& name) const { fs::remove(folder_.path() / name); }
  void source(std::string_view text) { write("lib/app/src/m.erl", text); }

  std::optional<Digest> key() const {
    driver::OtpTree otp;
    otp.ebin_folders = {(folder_.path() / "otp/lib/kernel-1/ebin").string()};
    return Inputs(otp, (folder_.path() / "otp").string())
        .key_of((folder_.path() / "lib/app/src/m.erl").string(), {(folder_.path() / "lib").string(), (folder_.path() / "lib/app/ebin").string()});
  }

 private:
  driver::test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("the source") {
  Project project;
  const auto key = project.key();
  REQUIRE(key);
  CHECK(project.key() == key);
  project.write("lib/app/src/other.erl", "x");
  CHECK(project.key() == key);
  project.source("-module(m). ");
  CHECK(project.key());
  CHECK(project.key() != key);
  project.remove("lib/app/src/m.erl");
  CHECK_FALSE(project.key());
}

TEST_CASE("headers, those they include, and those that come to be found earlier") {
  Project project;
  project.source("-include_lib(\"dep/include/a.hrl\").\n");
  const auto nowhere = project.key();
  project.write("lib/dep/include/a.hrl", "-include(\"b.hrl\").\n");
  CHECK(project.key() == nowhere);  // not on the code path
  project.write("lib/dep/ebin/x.app", "");
  const auto one = project.key();
  REQUIRE(one);
  CHECK(one != nowhere);
  project.write("lib/dep/include/b.hrl", "1");
  const auto both = project.key();
  CHECK(both != one);
  project.write("lib/dep/include/b.hrl", "2");
  CHECK(project.key() != both);
  project.write("lib/dep/include/b.hrl", "1");
  CHECK(project.key() == both);
  project.write("lib/app/src/dep/include/a.hrl", "-include(\"b.hrl\").\n");
  CHECK(project.key() != both);
}

TEST_CASE("headers that include each other") {
  Project project;
  project.source("-include(\"a.hrl\").\n");
  project.write("lib/app/src/a.hrl", "-include(\"b.hrl\").\n");
  project.write("lib/app/src/b.hrl", "-include(\"a.hrl\").\n");
  CHECK(project.key());
}

TEST_CASE("modules that the compiler calls") {
  Project project;
  project.source("-behaviour(gen_x).\n");
  const auto otp = project.key();
  REQUIRE(otp);
  project.source("-behaviour(my_b).\n");
  const auto nowhere = project.key();
  CHECK(nowhere != otp);
  project.write("lib/dep/ebin/my_b.beam", "1");
  const auto found = project.key();
  CHECK(found != nowhere);
  project.write("lib/dep/ebin/neighbour.beam", "1");
  CHECK(project.key() != found);
  project.write("lib/app/ebin/my_b.beam", "1");  // of the package that is being compiled
  CHECK_FALSE(project.key());
}

TEST_CASE("what is not understood has no key") {
  Project project;
  project.source("-include(?X).\n");
  CHECK_FALSE(project.key());
  project.source("-include_lib(\"dep/a.hrl\").\n");
  project.write("lib/dep-1.0/ebin/x", "");
  CHECK_FALSE(project.key());
  project.source("-module(m).\n");
  CHECK(project.key());
  for (const char* name : {"ERL_COMPILER_OPTIONS", "ERL_LIBS", "ERL_FLAGS"}) {
    ::setenv(name, "x", 1);
    CHECK_FALSE(project.key());
    ::unsetenv(name);
  }
}
