// SPDX-License-Identifier: Apache-2.0
// JetBrains' IDEs, without a plugin: shared run configurations of their shell script runner.
#include "driver/ide/editors.hpp"

namespace driver::ide {
namespace {

// `name` and `command` need no escaping in XML.
std::string configuration(const std::string& name, const std::string& command) {
  return R"(<component name="ProjectRunConfigurationManager">
  <configuration default="false" name=")" + name + R"(" type="ShConfigurationType">
    <option name="SCRIPT_TEXT" value=")" + command + R"(" />
    <option name="INDEPENDENT_SCRIPT_PATH" value="true" />
    <option name="SCRIPT_PATH" value="" />
    <option name="SCRIPT_OPTIONS" value="" />
    <option name="INDEPENDENT_SCRIPT_WORKING_DIRECTORY" value="true" />
    <option name="SCRIPT_WORKING_DIRECTORY" value="$PROJECT_DIR$" />
    <option name="INDEPENDENT_INTERPRETER_PATH" value="true" />
    <option name="INTERPRETER_PATH" value="/bin/sh" />
    <option name="INTERPRETER_OPTIONS" value="" />
    <option name="EXECUTE_IN_TERMINAL" value="false" />
    <option name="EXECUTE_SCRIPT_FILE" value="false" />
    <envs />
    <method v="2" />
  </configuration>
</component>
)";
}

Result<Merged> merge_run(const OldFile& old, const Abilities&) { return merge_whole(old, configuration("gleamr run", "gleamr run")); }
Result<Merged> merge_test(const OldFile& old, const Abilities&) { return merge_whole(old, configuration("gleamr test", "gleamr test")); }
Result<Merged> merge_watch(const OldFile& old, const Abilities&) {
  return merge_whole(old, configuration("gleamr watch tests", "gleamr test --watch"));
}

}  // namespace

const Editor kJetbrains{"jetbrains", "IntelliJ IDEA and its kin: run configurations",
                        [] { return std::vector<std::string_view>{".idea", ".run"}; },
                        [](const Abilities& can) {
                          std::vector<EditorFile> files{{".run/gleamr run.run.xml", &merge_run}, {".run/gleamr test.run.xml", &merge_test}};
                          if (can.has_watch) files.push_back({".run/gleamr watch tests.run.xml", &merge_watch});
                          return files;
                        },
                        true};

}  // namespace driver::ide
