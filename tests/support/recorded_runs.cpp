// SPDX-License-Identifier: Apache-2.0
#include "tests/support/recorded_runs.hpp"

namespace driver::test {
namespace {

constexpr std::int64_t kStart = 1'700'000'000'000'000;  // 2023-11-14T22:13:20

// Keeps the order of events that event.hpp asks for, and counts.
class Recorder {
 public:
  void start(const std::string& root, std::size_t total, std::size_t modules, std::size_t parallel = 1) {
    RunStarted run;
    run.root = root;
    run.package = "shop";
    run.total = total;
    run.modules = modules;
    run.parallel = parallel;
    run.at = kStart;
    events.push_back(run);
  }
  RunStarted& run() { return std::get<RunStarted>(events.front()); }

  void module(const std::string& name, std::size_t total, unsigned slot = 0) {
    events.push_back(ModuleStarted{"test/" + name + ".gleam", name, total, slot, kStart + 1'000'000});
  }
  void end_module(const std::string& name, unsigned slot = 0, Microseconds duration = 12'345) {
    events.push_back(ModuleFinished{"test/" + name + ".gleam", name, slot, duration});
  }

  TestFinished test(const std::string& module, const std::string& function, unsigned line,
                    unsigned slot = 0) const {
    TestFinished test;
    test.id = {"test/" + module + ".gleam", module, function, "", ""};
    test.location = {test.id.file, line, 1};
    test.slot = slot;
    test.duration = 1'234;
    return test;
  }
  void finish(const TestFinished& test) {
    events.push_back(TestStarted{test.id, test.location, test.slot, test.attempt});
    if (test.slow) events.push_back(SlowTest{test.id, test.location, test.slot, 60'000'000});
    counts.add(test);
    events.push_back(test);
  }
  void end(std::string stopped = "") { events.push_back(RunFinished{counts, 2'345'678, std::move(stopped)}); }

  Events events;
  Counts counts;
};

Failure failure(FailureKind kind, std::string message, std::string_view snippet,
                std::string_view source = cart_source()) {
  Failure failure;
  failure.kind = kind;
  failure.message = std::move(message);
  failure.location.file = kCartFile;
  const std::size_t at = source.find(snippet);
  failure.start = at;
  failure.end = at + snippet.size();
  failure.location.line = 1;
  for (std::size_t i = 0; i < at; ++i) failure.location.line += source[i] == '\n' ? 1 : 0;
  return failure;
}

Failure plain_failure(FailureKind kind, std::string message) {
  Failure failure;
  failure.kind = kind;
  failure.message = std::move(message);
  return failure;
}

FailureValue value(std::string label, ValueKind kind, std::string text, std::string source = "") {
  return {std::move(label), kind, std::move(text), 0, 0, std::move(source)};
}

TestFinished failed(TestFinished test, Failure failure, Status status = Status::fail) {
  test.status = status;
  test.failure = std::move(failure);
  return test;
}

Failure long_difference() {
  Failure result =
      failure(FailureKind::assert_, "Assertion failed.", "assert shop.receipt(cart) == expected");
  result.operator_ = "==";
  const std::string common =
      "Receipt(lines: [Line(name: \"apple\", count: 3, price: 250), Line(name: \"pear\", count: 1, price: "
      "190), ";
  const std::string ending = "], total: 1180, note: \"Thank you!\\nCome again.\\n\", paid: True)";
  result.values = {
      value("left", ValueKind::expression, common + "Line(name: \"plum\", count: 2, price: 120)" + ending,
            "shop.receipt(cart)"),
      value("right", ValueKind::expression, common + "Line(name: \"plum\", count: 2, price: 124)" + ending,
            "expected")};
  result.stack = {{"shop/cart_test", "receipt_test", 0, std::string(kCartFile), 16},
                  {"shop", "run", 1, "src/shop.gleam", 44}};
  return result;
}

}  // namespace

std::string_view cart_source() {
  return "import shop\n"
         "\n"
         "pub fn total_test() {\n"
         "  let cart = [3, 4]\n"
         "  assert shop.total(cart) == 8\n"
         "}\n"
         "\n"
         "pub fn first_test() {\n"
         "\tlet name = \"größe 🍎\" let assert Ok(item) = shop.first(\n"
         "    [],\n"
         "  )\n"
         "  item\n"
         "}\n"
         "\n"
         "pub fn receipt_test() {\n"
         "  assert shop.receipt(cart) == expected\n"
         "}\n"
         "\n"
         "pub fn panic_test() { panic as \"not reached\" }\n";
}

Events ordinary_run(const std::string& root) {
  Recorder recorder;
  recorder.start(root, 15, 2);
  recorder.module("shop/cart_test", 10);
  recorder.finish(recorder.test("shop/cart_test", "empty_test", 30));

  Failure total = failure(FailureKind::assert_, "Assertion failed.", "assert shop.total(cart) == 8");
  total.operator_ = "==";
  total.values = {value("left", ValueKind::expression, "7"), value("right", ValueKind::literal, "8")};
  total.values[0].start = cart_source().find("shop.total(cart)");
  total.values[0].end = total.values[0].start + std::string_view("shop.total(cart)").size();
  total.stack = {{"shop/cart_test", "total_test", 0, std::string(kCartFile), 5}};
  TestFinished with_output = failed(recorder.test("shop/cart_test", "total_test", 3), total);
  with_output.output = "adding up\n3 and 4\n";
  recorder.finish(with_output);

  Failure first = failure(FailureKind::let_assert, "Pattern match failed, no pattern matched the value.",
                          "let assert Ok(item) = shop.first(\n    [],\n  )");
  first.values = {value("value", ValueKind::expression, "Error(Nil)")};
  recorder.finish(failed(recorder.test("shop/cart_test", "first_test", 8), first));
  recorder.finish(failed(recorder.test("shop/cart_test", "receipt_test", 15), long_difference()));
  recorder.finish(failed(recorder.test("shop/cart_test", "panic_test", 19),
                         failure(FailureKind::panic, "not reached", "panic as \"not reached\"")));

  Failure plain = plain_failure(FailureKind::error, "badarg: erlang:binary_to_atom(<<255>>, utf8)");
  plain.stack = {{"erlang", "binary_to_atom", 2, "", 0}, {"shop", "parse", 1, "src/shop.gleam", 12}};
  recorder.finish(failed(recorder.test("shop/cart_test", "error_test", 40), plain));
  Failure call = failure(FailureKind::assert_, "Assertion failed.", "shop.total(cart)");
  call.values = {value("0", ValueKind::literal, "1"), value("1", ValueKind::unevaluated, "")};
  recorder.finish(failed(recorder.test("shop/cart_test", "call_test", 50), call));

  Failure should = plain_failure(FailureKind::panic, "\n[1, 2]\nshould equal\n[1, 3]");
  should.location = {"src/gleeunit/should.gleam", 10, 0};
  should.stack = {{"gleeunit/should", "equal", 2, "src/gleeunit/should.gleam", 10},
                  {"shop/cart_test", "should_test", 0, std::string(kCartFile), 5}};
  recorder.finish(failed(recorder.test("shop/cart_test", "should_test", 55), should));

  TestFinished attempt =
      failed(recorder.test("shop/cart_test", "flaky_test", 60), plain_failure(FailureKind::exit, "normal"));
  attempt.last = false;
  attempt.output = "first attempt\n";
  recorder.finish(attempt);
  TestFinished flaky = recorder.test("shop/cart_test", "flaky_test", 60);
  flaky.attempt = 2;
  flaky.flaky = true;
  recorder.finish(flaky);
  TestFinished skipped = recorder.test("shop/cart_test", "skipped_test", 70);
  skipped.status = Status::skip;
  skipped.skip_reason = "no database here";
  recorder.finish(skipped);
  recorder.end_module("shop/cart_test");

  recorder.module("shop_test", 5);
  const Failure timeout =
      plain_failure(FailureKind::timeout, "The test took longer than 5 seconds and was stopped.");
  TestFinished slow = failed(recorder.test("shop_test", "wait_test", 5), timeout, Status::timeout);
  slow.slow = true;
  slow.duration = 5'000'123;
  recorder.finish(slow);
  const Failure death =
      plain_failure(FailureKind::linked_death, "A process linked to the test ended: shop_down");
  recorder.finish(failed(recorder.test("shop_test", "link_test", 9), death, Status::crash));
  for (int i = 1; i <= 3; ++i) {
    TestFinished generated = recorder.test("shop_test", "all_test_", 20);
    generated.id.index = std::to_string(i);
    generated.id.title = i == 3 ? "the last one" : "";
    recorder.finish(generated);
  }
  recorder.end_module("shop_test");
  recorder.end();
  return recorder.events;
}

Events hostile_run(const std::string& root) {
  Recorder recorder;
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const std::string signs =
      "%0A | ' [ ] ]]> <![CDATA[ </failure> & \" \\ # :: , \x1b[31m \xE2\x80\xA8 \xF0\x9F\x8D\x8E "
      "\xEF\xBF\xBF";
  const std::string megabyte(1 << 20, 'x');
  const std::vector<std::string> texts{every_byte,
                                       signs,
                                       megabyte,
                                       "\xff\xfe",
                                       "a\r\nb\rc\n",
                                       "ok 1 - forged\nnot ok 2 - forged\n  ---\n1..9\n##teamcity[testFailed "
                                       "name='forged']\n::error::forged\n"};
  recorder.start(root + "/with 'quotes' & blanks", texts.size() + 2, 1);
  recorder.module("shop/cart_test", texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    TestFinished test = recorder.test("shop/cart_test", "text_test_", 3);
    test.id.index = std::to_string(i + 1);
    test.id.title = texts[i].substr(0, 300);
    test.output = texts[i];
    Failure bad = plain_failure(FailureKind::assert_, texts[i]);
    bad.location = {std::string(kCartFile), 5, 0};
    bad.operator_ = "==";
    bad.values = {value("left", ValueKind::expression, texts[i], texts[i].substr(0, 300)),
                  value("right", ValueKind::expression, "\"" + texts[(i + 1) % texts.size()] + "\"")};
    bad.stack = {{"shop/cart_test", texts[i].substr(0, 300), 255, std::string(kCartFile), 5}};
    recorder.finish(failed(test, bad, i % 2 == 0 ? Status::fail : Status::crash));
  }
  TestFinished skipped = recorder.test("shop/cart_test", "skipped_test", 9);
  skipped.status = Status::skip;
  skipped.skip_reason = every_byte + signs;
  recorder.finish(skipped);
  recorder.end_module("shop/cart_test");
  // Places that are not there: no file, a line behind the end, bytes behind the end, a folder.
  recorder.module("nowhere_test", 1);
  Failure lost = failure(FailureKind::assert_, "lost", "item");
  lost.location = {"test", 99, 0};
  lost.end = 1 << 30;
  recorder.finish(failed(recorder.test("nowhere_test", "lost_test", 0), lost));
  recorder.end_module("nowhere_test");
  recorder.end();
  return recorder.events;
}

Events parallel_run(const std::string& root) {
  Recorder recorder;
  recorder.start(root, 6, 2, 2);
  recorder.run().seed = 18446744073709551615u;
  recorder.run().settings = {{"shard", "1/2"}, {"filter", "cart or shop"}};
  recorder.module("shop/cart_test", 3, 0);
  recorder.module("shop_test", 3, 1);
  for (int i = 0; i < 2; ++i) {
    const std::string name = std::string("case_") + (i == 0 ? "a" : "b") + "_test";
    TestFinished left = recorder.test("shop/cart_test", name, 3, 0),
                 right = recorder.test("shop_test", name, 3, 1);
    if (i == 1) left = failed(left, failure(FailureKind::panic, "not reached", "panic as \"not reached\""));
    recorder.events.push_back(TestStarted{left.id, left.location, 0, 1});
    recorder.events.push_back(TestStarted{right.id, right.location, 1, 1});
    recorder.counts.add(right);
    recorder.events.push_back(right);
    recorder.counts.add(left);
    recorder.events.push_back(left);
  }
  recorder.end_module("shop_test", 1);
  recorder.end_module("shop/cart_test", 0);
  recorder.counts.not_run = 2;
  recorder.end("fail-fast");
  return recorder.events;
}

Events long_run(const std::string& root, std::size_t tests) {
  Recorder recorder;
  recorder.start(root, tests, (tests + 99) / 100);
  for (std::size_t i = 0; i < tests; ++i) {
    const std::string module = "long/m" + std::to_string(i / 100) + "_test";
    if (i % 100 == 0) recorder.module(module, 100);
    TestFinished test = recorder.test(module, "case_" + std::to_string(i) + "_test",
                                      static_cast<unsigned>(1 + 3 * (i % 100)));
    if (i % 1000 == 999)
      test = failed(test, failure(FailureKind::panic, "not reached", "panic as \"not reached\""));
    recorder.finish(test);
    if (i % 100 == 99 || i + 1 == tests) recorder.end_module(module);
  }
  recorder.end();
  return recorder.events;
}

Events empty_run(const std::string& root) {
  Recorder recorder;
  recorder.start(root, 0, 0);
  recorder.end();
  return recorder.events;
}

Events recorded_run(std::string_view name, const std::string& root) {
  if (name == "ordinary") return ordinary_run(root);
  if (name == "hostile") return hostile_run(root);
  if (name == "parallel") return parallel_run(root);
  if (name == "long") return long_run(root, 10'000);
  if (name == "empty") return empty_run(root);
  return {};
}

}  // namespace driver::test
