// SPDX-License-Identifier: Apache-2.0
// The history of failures and the lists of tests: the texts of selection.hpp.
#include <algorithm>
#include <unordered_map>

#include "driver/test/json_writer.hpp"
#include "driver/test/selection.hpp"
#include "driver/test/text.hpp"

namespace driver::test {

std::vector<std::string> failed_ids(std::string_view history) {
  std::vector<std::string> ids;
  for (const std::string_view line : lines_of(history)) {
    if (!line.empty()) ids.emplace_back(line);
  }
  return ids;
}

std::string updated_history(std::string_view history, const std::vector<TestFinished>& finished) {
  std::unordered_map<std::string, bool> failed_now;
  for (const TestFinished& test : finished) {
    if (test.last) failed_now[spelling(test.id)] = is_bad(test.status);
  }
  std::string text;
  for (const std::string& id : failed_ids(history)) {
    if (!failed_now.contains(id)) text += id + "\n";
  }
  for (const TestFinished& test : finished) {
    if (test.last && is_bad(test.status)) text += spelling(test.id) + "\n";
  }
  return text;
}

std::string list_as_text(const std::vector<KnownTest>& known, const std::vector<std::size_t>& order) {
  std::string text;
  for (const std::size_t i : order) text += spelling(known[i].id) + "\n";
  return text;
}

std::string list_as_json(const std::vector<KnownTest>& known, const std::vector<std::size_t>& order) {
  JsonWriter json;
  json.begin_object().field("v", 1u).key("tests").begin_array();
  for (const std::size_t i : order) {
    const KnownTest& test = known[i];
    json.begin_object()
        .field("id", spelling(test.id))
        .field("module", test.id.module)
        .field("name", test.id.function);
    if (!test.id.index.empty()) json.field("index", test.id.index);
    if (!test.id.title.empty()) json.field("title", test.id.title);
    json.field("file", test.location.file.empty() ? test.id.file : test.location.file);
    json.field("line", test.location.line);
    if (test.last_line != 0) json.field("last_line", test.last_line);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace driver::test
