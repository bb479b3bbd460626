# SPDX-License-Identifier: Apache-2.0
# The schema of driver/test/README.md: for each event that does not keep to it, a text.
def number: type == "number"; def whole: type == "number" and . == floor; def text: type == "string"; def flag: type == "boolean";
def fields: {
  run: {v: "whole", event: "text", root: "text", package: "text", total: "whole", total_is_exact: "flag", modules: "whole", parallel: "whole",
        seed: "text?", settings: "object", at: "number?"},
  module: {v: "whole", event: "text", module: "text", file: "text", total: "whole", slot: "whole"},
  started: {v: "whole", event: "text", id: "text", module: "text", name: "text", index: "text?", title: "text?",
            file: "text?", line: "whole?", column: "whole?", slot: "whole", attempt: "whole"},
  slow: {v: "whole", event: "text", id: "text", module: "text", name: "text", index: "text?", title: "text?",
         slot: "whole", ms: "number"},
  output: {v: "whole", event: "text", id: "text", slot: "whole", attempt: "whole", text: "text", base64: "text?"},
  finished: {v: "whole", event: "text", id: "text", module: "text", name: "text", index: "text?", title: "text?",
             file: "text?", line: "whole?", column: "whole?", slot: "whole", attempt: "whole", last: "flag",
             status: "text", flaky: "flag", slow: "flag", ms: "number", message: "text?", expected: "text?",
             actual: "text?", failure: "object?", stack: "array?"},
  module_finished: {v: "whole", event: "text", module: "text", file: "text", slot: "whole", ms: "number"},
  summary: {v: "whole", event: "text", passed: "whole", failed: "whole", timed_out: "whole", crashed: "whole",
            skipped: "whole", flaky: "whole", not_run: "whole", ms: "number", stopped: "text?"}};
def failure_fields: {kind: "text", message: "text", file: "text?", line: "whole?", column: "whole?", start: "whole?",
                     end: "whole?", operator: "text?", values: "array"};
def value_fields: {label: "text", kind: "text", source: "text?", text: "text?"};
def frame_fields: {module: "text", function: "text", arity: "whole", file: "text?", line: "whole?"};
def has_type($want): if $want == "whole" then whole elif $want == "flag" then flag elif $want == "text" then text else type == $want end;
def wrong($fields):
  . as $object
  | (keys[] | select($fields[.] == null) | "field \(.) is not in the schema"),
    ($fields | to_entries[] | .key as $key | (.value | rtrimstr("?")) as $want
     | if $object[$key] == null then (if .value == $want then "field \($key) is missing" else empty end)
       elif $object[$key] | has_type($want) then empty else "field \($key) is no \($want)" end);
.event as $name
| if fields[$name] == null then "event \($name) is not in the schema"
  else ((wrong(fields[$name]),
         (select(.v != 1) | "another version"),
         (select($name == "finished") | select(.status | IN("pass", "fail", "skip", "timeout", "crash") | not) | "status \(.status)"),
         (select($name == "finished") | select((.failure != null) != (.status | IN("fail", "timeout", "crash"))) | "failure and status"),
         (.failure // empty | wrong(failure_fields), (.values[] | wrong(value_fields))),
         (.stack // [] | .[] | wrong(frame_fields)))
        | "\($name): \(.)")
  end
