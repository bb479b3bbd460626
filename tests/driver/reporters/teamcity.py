# SPDX-License-Identifier: Apache-2.0
"""A reader of TeamCity's service messages, written from their documentation: ##teamcity[name attribute='value' ..] on a line
of its own; | escapes ' n r x l p | [ ] and 0xNNNN; suites and tests nest within their flow."""
import re

MESSAGE = re.compile(r"##teamcity\[([A-Za-z]+)((?: [A-Za-z]+='(?:[^'|\[\]\n\r]|\|['nrxlp|\[\]]|\|0x[0-9A-Fa-f]{4})*')*)\]")
ATTRIBUTE = re.compile(r" ([A-Za-z]+)='((?:[^'|]|\|.)*?)'", re.S)
SIGNS = {"'": "'", "n": "\n", "r": "\r", "x": "\x85", "l": "\u2028", "p": "\u2029", "|": "|", "[": "[", "]": "]"}


def unescape(text):
    text = re.sub(r"\|(?:0x([0-9A-Fa-f]{4})|(.))", lambda m: chr(int(m[1], 16)) if m[1] else SIGNS[m[2]], text, flags=re.S)
    return text.encode("utf-16", "surrogatepass").decode("utf-16")  # pairs of units become one character


def read(text):
    """-> (tests by (flow, suite, name), in order of their ends; number of suites; announced count). Raises ValueError."""
    flows, done, suites, count = {}, [], 0, None
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        match = MESSAGE.fullmatch(line)
        if not match:
            raise ValueError(f"line {number} is no service message: {line[:200]!r}")
        name, attributes = match[1], {k: unescape(v) for k, v in ATTRIBUTE.findall(match[2])}
        flow = flows.setdefault(attributes.get("flowId"), {"suites": [], "test": None})
        test = flow["test"]
        if name in ("testStdOut", "testFailed", "testIgnored", "testFinished"):
            if test is None or test["name"] != attributes["name"]:
                raise ValueError(f"line {number}: {name} of {attributes['name'][:80]!r}, which is not running")
        if name == "testCount":
            count = int(attributes["count"])
        elif name == "testSuiteStarted":
            flow["suites"].append(attributes["name"])
            suites += 1
        elif name == "testSuiteFinished":
            if test or flow["suites"].pop() != attributes["name"]:
                raise ValueError(f"line {number}: suites do not nest")
        elif name == "testStarted":
            if test or not flow["suites"]:
                raise ValueError(f"line {number}: a test starts where none can")
            flow["test"] = {"suite": flow["suites"][-1], "name": attributes["name"], "hint": attributes["locationHint"],
                            "status": "pass", "output": ""}
        elif name == "testStdOut":
            test["output"] += attributes["out"]
        elif name == "testFailed":
            test.update(status="fail", message=attributes["message"], details=attributes["details"])
            if attributes.get("type") == "comparisonFailure":
                test.update(expected=attributes["expected"], actual=attributes["actual"])
        elif name == "testIgnored":
            test.update(status="skip", message=attributes["message"])
        elif name == "testFinished":
            test["ms"] = int(attributes["duration"])
            done.append(test)
            flow["test"] = None
        elif name not in ("enteredTheMatrix", "message"):
            raise ValueError(f"line {number}: {name}?")
    return done, suites, count
