# SPDX-License-Identifier: Apache-2.0
"""Random bit syntax: binaries built from segments of every kind, and taken apart again
by the same segments, by other ones, in loops and with sizes that are only known at run
time. Every function is well formed; whether it matches or raises is what is compared.
"""

import re

VALUES = ["0", "1", "-1", "5", "127", "-128", "255", "256", "65535", "-32769", "16#123456789abcdef",
          "(1 bsl 59)", "(1 bsl 60)", "-(1 bsl 60)", "(1 bsl 64) - 1", "(1 bsl 64)", "-(1 bsl 90) + 3"]
FLOATS = ["0.0", "-0.0", "1.0", "-2.5", "0.1", "65504.0", "1.0e30", "1.0e300", "5.0e-324", "7"]
CHARS = ["0", "97", "127", "128", "16#7ff", "16#800", "16#d7ff", "16#e000", "16#ffff", "16#10000", "16#10ffff"]
BAD_CHARS = ["16#d800", "16#110000", "-1"]
BINS = ["<<>>", "<<1>>", "<<\"abc\">>", "<<1, 2, 3, 4, 5, 6, 7, 8>>", "(binary:copy(<<\"xyz\">>, 30))"]
BITS = ["<<5:3>>", "<<1, 2:2>>", "<<0:7>>", "<<-1:13>>", "<<\"xy\", 1:1>>", "(bits(17))", "(bits(70))"]
SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 15, 16, 17, 23, 24, 27, 31, 32, 33, 40, 48, 55, 56, 57, 58, 59, 60,
         61, 62, 63, 64, 65, 71, 72, 80, 127, 128, 129]


class Segment:
    """One segment, which is written alike where it is built and where it is matched."""

    def __init__(self, kind, value, size, flags):
        self.kind, self.value, self.size, self.flags = kind, value, size, flags

    def build(self, value):
        size = "" if self.size is None else ":" + self.size
        flags = "/" + "-".join(self.flags) if self.flags else ""
        return "%s%s%s" % (value, size, flags)

    match = build


class Generator:
    def __init__(self, random):
        self.r = random
        self.fresh = 0

    def variable(self):
        self.fresh += 1
        return "V%d" % self.fresh

    def chance(self, p):
        return self.r.random() < p

    def size(self, n, sizes):
        """The size n, literally or known only at run time."""
        roll = self.r.random()
        if roll < 0.7:
            return str(n)
        if roll < 0.85 or not sizes:
            return "S%d" % n      # bound by function()
        name, known = self.r.choice(sizes)
        return name if known == n else "(%s + %d)" % (name, n - known)

    def endian(self):
        return self.r.choice([[], [], ["little"], ["big"], ["native"]])

    def segment(self, sizes=()):
        r = self.r
        roll = r.random()
        if roll < 0.5:
            n = r.choice(SIZES)
            flags = self.endian() + r.choice([[], [], ["signed"], ["unsigned"]])
            if self.chance(0.1) and n % 8 == 0:
                return Segment("integer", r.choice(VALUES), self.size(n // 8, sizes), ["integer"] + flags + ["unit:8"])
            return Segment("integer", r.choice(VALUES), self.size(n, sizes), flags)
        if roll < 0.6:
            return Segment("float", r.choice(FLOATS), r.choice([None, "64", "32", "16", "S64", "S32"]),
                           ["float"] + self.endian())
        if roll < 0.72:
            utf = r.choice(["utf8", "utf16", "utf32"])
            chars = CHARS if self.chance(0.93) else BAD_CHARS
            return Segment(utf, r.choice(chars), None, [utf] + ([] if utf == "utf8" else self.endian()))
        if roll < 0.86:
            n = r.choice([0, 1, 2, 3, 5, 8, 70])
            return Segment("binary", "(binary:copy(<<%d>>, %d))" % (r.randrange(256), n), self.size(n, sizes), ["binary"])
        n = r.choice([0, 1, 3, 7, 9, 12, 17, 64, 67])
        return Segment("bits", "(bits(%d))" % n, self.size(n, sizes), ["bits"])

    def whole(self):
        return self.r.choice([Segment("binary", self.r.choice(BINS), None, ["binary"]),
                              Segment("bits", self.r.choice(BITS), None, ["bits"])])

    def value(self, s):
        return "(id(%s))" % s.value if self.chance(0.8) else "(%s)" % s.value

    def segments(self):
        return [self.segment() for _ in range(self.r.randrange(1, 7))]

    def built(self, segments):
        parts = [s.build(self.value(s)) for s in segments]
        if self.chance(0.2):
            parts.insert(self.r.randrange(len(parts) + 1), self.r.choice(["\"str\"", "1, 2, 3", "0:4", "\"é\"/utf8"]))
        return "<<%s>>" % ", ".join(parts)

    def pattern(self, segments, tail):
        """(pattern, variables): the segments with a variable, a value or nothing in each."""
        parts, names = [], []
        for s in segments:
            roll = self.r.random()
            if roll < 0.75:
                v = self.variable()
                names.append(v)
                parts.append(s.match(v))
            elif roll < 0.93 or s.kind in ("binary", "bits", "float"):
                parts.append(s.match("_"))
            else:
                parts.append(s.match("(" + s.value + ")") if s.kind == "integer" else s.match("_"))
        if tail:
            v = self.variable()
            names.append(v)
            parts.append(v + "/" + tail)
        return "<<%s>>" % ", ".join(parts), names

    def case(self, subject, patterns):
        rows = ["%s -> {%s}" % (p, ", ".join([str(i)] + names)) for i, (p, names) in enumerate(patterns)]
        return "case %s of\n        %s\n    end" % (subject, ";\n        ".join(rows + ["_ -> none"]))

    # -- whole functions ----------------------------------------------------------
    def do_build(self):
        segments = self.segments()
        if self.chance(0.4):
            segments.insert(self.r.randrange(len(segments) + 1), self.whole())
        return self.built(segments)

    def do_round_trip(self):
        segments = self.segments()
        exact = self.pattern(segments, None)
        rest = self.pattern(segments, "bits")
        return "B = %s,\n    {B, %s}" % (self.built(segments), self.case("id(B)", [exact, rest]))

    def do_other_pattern(self):
        patterns = [self.pattern(self.segments(), self.r.choice([None, "bits", "binary", "bits"]))
                    for _ in range(self.r.randrange(1, 4))]
        return "B = %s,\n    %s" % (self.built(self.segments()), self.case("id(B)", patterns))

    def do_shared_prefix(self):
        """Clauses that begin alike, so that the compiler matches the prefix once."""
        first = self.segments()[:2]
        patterns = [self.pattern(first + self.segments()[:3], self.r.choice([None, "bits"])) for _ in range(3)]
        return "B = %s,\n    %s" % (self.built(first + self.segments()[:3]), self.case("id(B)", patterns))

    def do_size_in_binary(self):
        n = self.r.choice([1, 3, 4, 8, 13])
        unit = self.r.choice(["", "/binary", "/bits", "/unit:4", "/signed", "/little"])
        v, w, rest = self.variable(), self.variable(), self.variable()
        more, names = self.pattern([self.segment([(v, n)])], None)
        subject = "<<%d:8, (bits(%d))/bits>>" % (n, self.r.choice([0, n, n * 8, 200]))
        return "case id(%s) of\n        <<%s:8, %s:%s%s, %s/bits>> -> {%s, %s, case %s of %s -> {%s}; _ -> no end};\n        _ -> none\n    end" % (
            subject, v, w, v, unit, rest, v, w, rest, more[:-2] + ", _/bits>>", ", ".join(names))

    def do_comprehension(self):
        s = Segment("integer", "0", str(self.r.choice([1, 2, 3, 5, 7, 8, 9, 16, 24, 33])),
                    self.endian() + self.r.choice([[], ["signed"]]))
        out = Segment("integer", "0", str(self.r.choice([1, 3, 4, 8, 11, 16])), self.endian())
        v = self.variable()
        source = self.built(self.segments())
        test = self.r.choice(["", ", %s > 2" % v, ", %s band 1 =:= 0" % v])
        if self.chance(0.5):
            return "[%s || <<%s>> <= id(%s)%s]" % (v, s.match(v), source, test)
        return "<< <<%s>> || <<%s>> <= id(%s)%s >>" % (out.build(v), s.match(v), source, test)

    def do_loop(self):
        """Take pieces from the front until nothing fits; append what was read."""
        s, last = self.segment(), self.variable()
        v, rest = self.variable(), self.variable()
        add = self.r.choice(["[%s | A]" % v, "[%s, bit_size(%s) | A]" % (v, rest)])
        return "(fun L(<<%s, %s/bits>>, N, A) when N > 0 -> L(%s, N - 1, %s); L(%s, _, A) -> {A, %s} end)(id(%s), 40, [])" % (
            s.match(v), rest, rest, add, last, last, self.built(self.segments()))

    def do_append_loop(self):
        n, s = self.r.choice([3, 10, 40]), self.segment()
        value = "I" if s.kind == "integer" else s.value
        keep = self.r.choice(["[]", "[A | K]"])
        return "lists:foldl(fun(I, {A, K}) -> {<<A/bits, %s>>, %s} end, {id(%s), []}, lists:seq(1, %d))" % (
            s.build("(%s)" % value), keep, self.r.choice(BITS + BINS), n)

    def do_unaligned(self):
        off = self.r.randrange(1, 16)
        pattern, names = self.pattern(self.segments(), "bits")
        return "<<_:%d, R/bits>> = id(<<0:%d, (%s)/bits>>),\n    {R, bit_size(R), erlang:phash2(R), %s}" % (
            off, off, self.built(self.segments()), self.case("R", [(pattern, names)]))

    def function(self, number):
        kinds = ["build", "round_trip", "round_trip", "other_pattern", "other_pattern", "shared_prefix", "size_in_binary",
                 "comprehension", "loop", "append_loop", "unaligned"]
        body = getattr(self, "do_" + self.r.choice(kinds))()
        sizes = sorted({int(n) for n in re.findall(r"\bS(\d+)\b", body)})
        known = "".join("S%d = id(%d),\n    " % (n, n) for n in sizes)
        name = "f%d" % number
        return name, 0, "%s() ->\n    %s%s.\n" % (name, known, body), name + "()"
