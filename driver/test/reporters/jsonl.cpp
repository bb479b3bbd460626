// SPDX-License-Identifier: Apache-2.0
// A JSON object per event; driver/test/README.md is the schema. Fields are only ever added: a reader may rely
// on those that are there.
#include <array>
#include <cstdio>

#include "driver/test/failure_text.hpp"
#include "driver/test/json_writer.hpp"
#include "driver/test/reporters/all.hpp"
#include "driver/test/reporters/event_writer.hpp"
#include "driver/test/text.hpp"
#include "runtime/term/utf8.hpp"

namespace driver::test {
namespace {

constexpr unsigned kVersion = 1;

std::string milliseconds(Microseconds duration) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%lld.%03lld", static_cast<long long>(duration / 1000),
                static_cast<long long>(duration % 1000));
  return text.data();
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += at + i <= bytes.size() ? kLetters[group >> (18 - 6 * i) & 63] : '=';
    }
  }
  return out;
}

JsonWriter event_object(std::string_view name) {
  JsonWriter json;
  json.begin_object().field("v", kVersion).field("event", name);
  return json;
}

void put_id(JsonWriter& json, const TestId& id) {
  json.field("id", spelling(id)).field("module", id.module).field("name", id.function);
  if (!id.index.empty()) json.field("index", id.index);
  if (!id.title.empty()) json.field("title", id.title);
}

void put_location(JsonWriter& json, const Location& location) {
  if (location.file.empty()) return;
  json.field("file", location.file);
  if (location.line != 0) json.field("line", location.line);
  if (location.column != 0) json.field("column", location.column);
}

std::string_view kind_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::expression: return "expression";
    case ValueKind::literal: return "literal";
    case ValueKind::unevaluated: return "unevaluated";
  }
  return "";
}

class Jsonl final : public EventWriter {
 public:
  explicit Jsonl(Output output) : EventWriter(std::move(output)) {}

 private:
  void tell(const RunStarted& run) override {
    JsonWriter json = event_object("run");
    json.field("root", run.root)
        .field("package", run.package)
        .field("total", run.total)
        .field("total_is_exact", run.is_total_exact)
        .field("modules", run.modules)
        .field("parallel", run.parallel);
    if (run.seed) json.field("seed", std::to_string(*run.seed));  // above 2^53 a JSON number is not safe
    json.key("settings").begin_object();
    for (const auto& [name, value] : run.settings) json.field(name, value);
    json.end_object();
    if (run.at != 0) json.key("at").raw(milliseconds(run.at));
    line(json);
  }

  void tell(const ModuleStarted& module) override {
    JsonWriter json = event_object("module");
    json.field("module", module.module)
        .field("file", module.file)
        .field("total", module.total)
        .field("slot", module.slot);
    line(json);
  }

  void tell(const TestStarted& test) override {
    JsonWriter json = event_object("started");
    put_id(json, test.id);
    put_location(json, test.location);
    json.field("slot", test.slot).field("attempt", test.attempt);
    line(json);
  }

  void tell(const SlowTest& test) override {
    JsonWriter json = event_object("slow");
    put_id(json, test.id);
    json.field("slot", test.slot).key("ms").raw(milliseconds(test.so_far));
    line(json);
  }

  void tell(const TestFinished& test) override {
    if (!test.output.empty()) {
      JsonWriter json = event_object("output");
      json.field("id", spelling(test.id))
          .field("slot", test.slot)
          .field("attempt", test.attempt)
          .field("text", test.output);
      if (!rt::is_utf8(test.output)) json.field("base64", base64(test.output));
      line(json);
    }
    JsonWriter json = event_object("finished");
    put_id(json, test.id);
    put_location(json, test.location);
    json.field("slot", test.slot).field("attempt", test.attempt).field("last", test.last);
    json.field("status", status_name(test.status)).field("flaky", test.flaky).field("slow", test.slow);
    json.key("ms").raw(milliseconds(test.duration));
    if (test.status == Status::skip) json.field("message", test.skip_reason);
    if (test.failure) put_failure(json, test);
    line(json);
  }

  void put_failure(JsonWriter& json, const TestFinished& test) {
    const Failure& failure = *test.failure;
    json.field("message", headline(failure));
    if (const auto compared = comparison(failure)) {
      json.field("expected", compared->expected->text).field("actual", compared->actual->text);
    }
    json.key("failure")
        .begin_object()
        .field("kind", kind_name(failure.kind))
        .field("message", failure.message);
    put_location(json, sources().location(test));
    if (failure.start < failure.end) json.field("start", failure.start).field("end", failure.end);
    if (!failure.operator_.empty()) json.field("operator", failure.operator_);
    json.key("values").begin_array();
    for (const FailureValue& value : failure.values) {
      json.begin_object().field("label", value.label).field("kind", kind_of(value.kind));
      if (const std::string source = sources().expression(failure, value); !source.empty())
        json.field("source", source);
      if (value.kind != ValueKind::unevaluated) json.field("text", value.text);
      json.end_object();
    }
    json.end_array().end_object().key("stack").begin_array();
    for (const StackFrame& frame : failure.stack) {
      json.begin_object()
          .field("module", frame.module)
          .field("function", frame.function)
          .field("arity", frame.arity);
      put_location(json, {frame.file, frame.line, 0});
      json.end_object();
    }
    json.end_array();
  }

  void tell(const ModuleFinished& module) override {
    JsonWriter json = event_object("module_finished");
    json.field("module", module.module).field("file", module.file).field("slot", module.slot);
    json.key("ms").raw(milliseconds(module.duration));
    line(json);
  }

  void tell(const RunFinished& run) override {
    const Counts& counts = run.counts;
    JsonWriter json = event_object("summary");
    json.field("passed", counts.passed)
        .field("failed", counts.failed)
        .field("timed_out", counts.timed_out)
        .field("crashed", counts.crashed)
        .field("skipped", counts.skipped)
        .field("flaky", counts.flaky)
        .field("not_run", counts.not_run);
    json.key("ms").raw(milliseconds(run.duration));
    if (!run.stopped.empty()) json.field("stopped", run.stopped);
    line(json);
  }

  void line(JsonWriter& json) {
    json.end_object();
    write(json.take() + "\n");
  }
};

}  // namespace

std::unique_ptr<TestReporter> make_jsonl(Output output, const Surface&) {
  return std::make_unique<Jsonl>(std::move(output));
}

}  // namespace driver::test
