// SPDX-License-Identifier: Apache-2.0
// Whether a project's tests are run by EUnit, by what its modules name: known before anything runs.
#pragma once

#include <string>
#include <vector>

namespace driver::test {

// Whether `module` or one that it leads to, in these folders with .beam files, names eunit:test.
bool leads_to_eunit(const std::string& module, const std::vector<std::string>& ebin_folders);

}  // namespace driver::test
