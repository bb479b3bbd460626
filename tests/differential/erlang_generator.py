# SPDX-License-Identifier: Apache-2.0
"""Random, well-formed Erlang expressions.

An expression is generated for a wanted type, and with a small chance for another
one, so that every error reason turns up too. Variables are never used outside the
clause that binds them, so that whatever comes out compiles. What would print
differently on two correct VMs (order of atoms as map keys, funs, time) is avoided or
sorted here; gen_print.erl does the rest.
"""

SMALL = ["0", "1", "-1", "2", "7", "-3", "10", "255", "256", "-128"]
EDGES = ["%s(1 bsl %d)%s" % (s, n, k) for n in (27, 28, 31, 32, 58, 59, 60, 61, 62, 63, 64, 65, 128)
         for s in ("", "-") for k in ("", " - 1", " + 1")]
FLOATS = ["0.0", "-0.0", "1.0", "-1.5", "0.1", "2.5", "1.0e10", "-1.0e-10", "9007199254740992.0",
          "1.0e300", "5.0e-324", "1.7976931348623157e308", "576460752303423488.0", "3.0"]
ATOMS = ["a", "b", "ok", "error", "true", "false", "undefined", "'A b'", "[]"]
TYPES = ["int", "float", "atom", "bool", "list", "ints", "tuple", "map", "bin", "bits", "func"]


class Generator:
    def __init__(self, random):
        self.r = random
        self.fresh = 0
        self.scope = []         # [(variable, type)] that may be used here
        self.functions = []     # [(name, [type of argument], type of result)] defined so far

    # -- small choices ----------------------------------------------------
    def chance(self, p):
        return self.r.random() < p

    def variable(self):
        self.fresh += 1
        return "V%d" % self.fresh

    def known(self, kind):
        names = [v for v, t in self.scope if t == kind or kind == "any"]
        return self.r.choice(names) if names else None

    def inside(self, bound, make):
        """make() with the variables `bound` in scope."""
        depth = len(self.scope)
        self.scope += bound
        try:
            return make()
        finally:
            del self.scope[depth:]

    # -- values -------------------------------------------------------------
    def literal(self, kind):
        r = self.r
        if kind == "any":
            kind = r.choice(TYPES)
        if kind == "int":
            return r.choice(SMALL) if self.chance(0.6) else "(%s)" % r.choice(EDGES)
        if kind == "float":
            return r.choice(FLOATS)
        if kind == "atom":
            return r.choice(ATOMS[:-1])
        if kind == "bool":
            return r.choice(["true", "false"])
        if kind == "list":
            return r.choice(["[]", "[a]", "[1, 2.0, b]", "\"abc\"", "[{a, 1}, {b, 2}]", "[[], [1]]", "[1 | 2]"])
        if kind == "ints":
            return "[%s]" % ", ".join(r.choice(SMALL) for _ in range(r.randrange(5)))
        if kind == "tuple":
            return r.choice(["{}", "{a}", "{1, b}", "{ok, {1, 2}}", "{a, b, c}", "{1.0, [x]}"])
        if kind == "map":
            return r.choice(["#{}", "#{a => 1}", "#{1 => a, 2 => b}", "#{{x} => [y], a => #{}}", "#{<<\"k\">> => 1.5}"])
        if kind == "bin":
            return r.choice(["<<>>", "<<1, 2, 3>>", "<<\"hello\">>", "<<255>>", "<<0:64>>", "<<\"aΩ\"/utf8>>"])
        if kind == "bits":
            return r.choice(["<<5:3>>", "<<1, 2:2>>", "<<>>", "<<-1:13>>", "<<\"xy\", 1:1>>"])
        return r.choice(["fun erlang:abs/1", "fun lists:reverse/1", "fun(X0) -> X0 end", "fun(X1) -> {X1} end"])

    def expr(self, kind, depth):
        if self.chance(0.04):
            kind = "any"
        if kind == "any":
            kind = self.r.choice(TYPES)
        if depth <= 0 or self.chance(0.12):
            name = self.known(kind) if self.chance(0.75) else None
            if name:
                return name
            text = self.literal(kind)
            return "id(%s)" % text if self.chance(0.5) else text
        if self.chance(0.16):
            return self.general(kind, depth)
        return getattr(self, "make_" + kind)(depth - 1)

    def pick(self, depth, rows):
        """One of the rows (template, types of its holes)."""
        template, kinds = self.r.choice(rows)
        return template % tuple(self.expr(k, depth) for k in kinds)

    def make_int(self, d):
        return self.pick(d, [
            ("(%s + %s)", "int int".split()), ("(%s - %s)", "int int".split()),
            ("(%s * %s)", "int int".split()), ("(%s div %s)", "int int".split()),
            ("(%s rem %s)", "int int".split()), ("(%s band %s)", "int int".split()),
            ("(%s bor %s)", "int int".split()), ("(%s bxor %s)", "int int".split()),
            ("(bnot %s)", ["int"]), ("(- %s)", ["int"]), ("abs(%s)", ["int"]),
            ("(%s bsl (%s band 63))", "int int".split()), ("(%s bsr (%s band 127))", "int int".split()),
            ("((%s band 255) + (%s band 65535))", "int int".split()),
            ("length(%s)", ["list"]), ("length(%s)", ["ints"]), ("byte_size(%s)", ["bin"]), ("bit_size(%s)", ["bits"]),
            ("tuple_size(%s)", ["tuple"]), ("map_size(%s)", ["map"]), ("trunc(%s)", ["float"]),
            ("round(%s)", ["float"]), ("hd(%s)", ["ints"]), ("lists:sum(%s)", ["ints"]),
            ("erlang:phash2(%s)", ["list"]), ("erlang:phash2(%s)", ["map"]), ("erlang:phash2(%s, 1000)", ["tuple"]),
            ("min(%s, %s)", "int int".split()), ("max(%s, %s)", "int int".split()),
            ("binary_to_integer(integer_to_binary(%s))", ["int"]),
            ("list_to_integer(integer_to_list(%s, 7), 7)", ["int"]),
            ("lists:foldl(fun(A0, B0) -> A0 * 3 + B0 end, %s, %s)", "int ints".split()),
            ("binary:decode_unsigned(%s)", ["bin"]), ("maps:get(a, %s, %s)", "map int".split()),
            ("element(1, {%s, %s})", "int any".split()), ("ceil(%s)", ["float"]), ("floor(%s)", ["float"]),
            ("iolist_size([%s, %s])", "bin bin".split())])

    def make_float(self, d):
        return self.pick(d, [
            ("(%s + %s)", "float float".split()), ("(%s - %s)", "float float".split()),
            ("(%s * %s)", "float float".split()), ("(%s / %s)", "float float".split()),
            ("(%s / %s)", "int int".split()), ("(%s * %s)", "int float".split()),
            ("(%s + %s)", "float int".split()), ("float(%s)", ["int"]), ("(- %s)", ["float"]), ("abs(%s)", ["float"]),
            ("math:sqrt(%s)", ["float"]), ("((%s * 2.0 - 1.5) * %s)", "float float".split()),
            ("binary_to_float(float_to_binary(%s))", ["float"]),
            ("list_to_float(float_to_list(%s, [short]))", ["float"]), ("max(%s, %s)", "float int".split())])

    def make_atom(self, d):
        return self.pick(d, [
            ("binary_to_atom(atom_to_binary(%s))", ["atom"]), ("list_to_existing_atom(atom_to_list(%s))", ["atom"]),
            ("element(2, {%s, %s})", "any atom".split()), ("maps:get(b, %s, %s)", "map atom".split()),
            ("hd([%s, %s])", "atom any".split())])

    def make_bool(self, d):
        op = self.r.choice(["<", ">", "=<", ">=", "==", "/=", "=:=", "=/="])
        return self.pick(d, [
            ("(%%s %s %%s)" % op, "int int".split()), ("(%%s %s %%s)" % op, "int float".split()),
            ("(%%s %s %%s)" % op, "any any".split()), ("(%%s %s %%s)" % op, "bin bits".split()),
            ("(%%s %s %%s)" % op, "map map".split()), ("(%%s %s %%s)" % op, "list ints".split()),
            ("(%s andalso %s)", "bool bool".split()), ("(%s orelse %s)", "bool bool".split()),
            ("(%s and %s)", "bool bool".split()), ("(%s or %s)", "bool bool".split()), ("(%s xor %s)", "bool bool".split()),
            ("(not %s)", ["bool"]), ("is_integer(%s)", ["any"]), ("is_list(%s)", ["any"]), ("is_binary(%s)", ["bits"]),
            ("is_map_key(%s, %s)", "any map".split()), ("lists:member(%s, %s)", "any list".split()),
            ("is_function(%s, 1)", ["func"]), ("is_tuple(%s)", ["any"]), ("is_number(%s)", ["any"]),
            ("is_atom(%s)", ["any"]), ("is_float(%s)", ["any"])])

    def make_ints(self, d):
        return self.pick(d, [
            ("[%s, %s]", "int int".split()), ("[%s | %s]", "int ints".split()), ("(%s ++ %s)", "ints ints".split()),
            ("(%s -- %s)", "ints ints".split()), ("lists:reverse(%s)", ["ints"]), ("lists:sort(%s)", ["ints"]),
            ("lists:seq(%s, %s band 15)", ["int_small", "int"]), ("[X2 + 1 || X2 <- %s]", ["ints"]),
            ("[X3 || X3 <- %s, X3 > %s]", "ints int".split()), ("binary_to_list(%s)", ["bin"]),
            ("[X4 || <<X4:3>> <= %s]", ["bits"]), ("lists:map(fun(X5) -> X5 * %s end, %s)", "int ints".split()),
            ("lists:usort(%s)", ["ints"]), ("tl(%s)", ["ints"]), ("[X6 * Y6 || X6 <- %s, Y6 <- %s]", "ints ints".split()),
            ("lists:sublist(%s, 3)", ["ints"]), ("[X7 || <<X7:8/signed>> <= %s]", ["bin"])])

    def make_int_small(self, d):
        return self.r.choice(["0", "1", "-2", "3"])

    def make_list(self, d):
        return self.pick(d, [
            ("[%s, %s]", "any any".split()), ("[%s | %s]", "any list".split()), ("(%s ++ %s)", "list list".split()),
            ("(%s -- %s)", "list list".split()), ("lists:reverse(%s)", ["list"]), ("lists:sort(%s)", ["list"]),
            ("tuple_to_list(%s)", ["tuple"]), ("lists:sort(maps:keys(%s))", ["map"]), ("lists:sort(maps:to_list(%s))", ["map"]),
            ("[{X8, Y8} || X8 <- %s, Y8 <- %s]", "list ints".split()), ("[X9 || {X9, _} <- %s]", ["list"]),
            ("atom_to_list(%s)", ["atom"]), ("integer_to_list(%s)", ["int"]), ("lists:zip(%s, %s)", "ints ints".split()),
            ("lists:flatten([%s, [%s]])", "list ints".split()), ("lists:usort(%s)", ["list"]), ("bitstring_to_list(%s)", ["bits"]),
            ("lists:filtermap(fun(X10) when X10 > 1 -> {true, {X10, %s}}; (_) -> false end, %s)", "any ints".split()),
            ("lists:keydelete(%s, 1, %s)", "any list".split()), ("[%s || _ <- %s]", "any ints".split()),
            ("lists:sort([{K11, V11} || K11 := V11 <- %s])", ["map"]), ("unicode:characters_to_list(%s)", ["bin"])])

    def make_tuple(self, d):
        return self.pick(d, [
            ("{%s}", ["any"]), ("{%s, %s}", "any any".split()), ("{%s, %s, %s}", "any int list".split()),
            ("setelement(%s, %s, %s)", "int_small tuple any".split()), ("list_to_tuple(%s)", ["list"]),
            ("erlang:append_element(%s, %s)", "tuple any".split()), ("lists:split(%s, %s)", "int_small list".split()),
            ("lists:partition(fun(X12) -> X12 rem 2 =:= 0 end, %s)", ["ints"]), ("erlang:make_tuple(%s, %s)", "int_small any".split())])

    def make_map(self, d):
        return self.pick(d, [
            ("#{%s => %s}", "any any".split()), ("#{a => %s, b => %s}", "any any".split()), ("(%s)#{%s => %s}", "map any any".split()),
            ("(%s)#{a := %s}", "map any".split()), ("maps:put(%s, %s, %s)", "any any map".split()),
            ("maps:remove(%s, %s)", "any map".split()), ("maps:merge(%s, %s)", "map map".split()),
            ("maps:from_list([{X13, %s} || X13 <- %s])", "any ints".split()), ("#{X14 => X14 * %s || X14 <- %s}", "int ints".split()),
            ("maps:from_list([{X15, %s} || X15 <- lists:seq(1, 40)])", ["any"]), ("maps:map(fun(_, X16) -> [X16] end, %s)", ["map"]),
            ("maps:with(%s, %s)", "list map".split()), ("maps:filter(fun(K17, _) -> is_atom(K17) end, %s)", ["map"])])

    def make_bin(self, d):
        return self.pick(d, [
            ("<<(%s)/binary, (%s)/binary>>", "bin bin".split()), ("<<(%s)>>", ["int"]), ("<<(%s):16, (%s)/binary>>", "int bin".split()),
            ("<<(%s)/binary, (%s):24/little>>", "bin int".split()), ("<<(%s)/float>>", ["float"]), ("integer_to_binary(%s)", ["int"]),
            ("list_to_binary(%s)", ["ints"]), ("iolist_to_binary([%s, %s, <<(%s)/binary>>])", "bin ints bin".split()),
            ("<< <<X18>> || X18 <- %s >>", ["ints"]), ("<< <<X19:16>> || <<X19>> <= %s >>", ["bin"]), ("atom_to_binary(%s)", ["atom"]),
            ("binary_part(%s, 0, %s)", "bin int_small".split()), ("term_to_binary(%s)", ["ints"]), ("<<(%s band 16#7ff)/utf8>>", ["int"]),
            ("float_to_binary(%s, [short])", ["float"]), ("binary:copy(%s, %s)", "bin int_small".split()),
            ("<<(%s)/binary, 0, (%s):8>>", "bits int".split()), ("<<(%s):(%s)/unit:8>>", "int int_small".split())])

    def make_bits(self, d):
        return self.pick(d, [
            ("<<(%s):3>>", ["int"]), ("<<(%s)/bits, (%s):5>>", "bits int".split()), ("<<(%s)/bits, (%s)/bits>>", "bits bits".split()),
            ("<<(%s):1, (%s)/bits>>", "int bits".split()), ("<< <<X20:5>> || X20 <- %s >>", ["ints"]), ("<<(%s)/binary>>", ["bin"]),
            ("<< <<X21:2>> || <<X21:3>> <= %s >>", ["bits"]), ("<<(%s):(%s band 63)>>", "int int".split()),
            ("list_to_bitstring([%s, %s])", "bin bits".split())])

    def make_func(self, d):
        v = self.variable()
        kind = self.r.choice(["int", "list", "any", "tuple"])
        text = self.inside([(v, kind)], lambda: self.expr("any", d))
        if self.chance(0.3):
            return "fun(%s) when %s -> %s; (_) -> none end" % (v, self.inside([(v, kind)], self.guard), text)
        return "fun(%s) -> %s end" % (v, text)

    # -- control: any type ----------------------------------------------------
    def general(self, kind, depth):
        return getattr(self, self.r.choice(["do_case", "do_case", "do_if", "do_begin", "do_try", "do_call", "do_fun",
                                            "do_receive", "do_apply", "do_dictionary", "do_raise", "do_catch"]))(kind, depth - 1)

    def clause(self, kind, want, depth):
        bound = []
        pattern = self.pattern(want, 2, bound)
        def body():
            guard = " when " + self.guard() if self.chance(0.35) else ""
            return "%s%s -> %s" % (pattern, guard, self.expr(kind, depth))
        return self.inside(bound, body)

    def clauses(self, kind, want, depth, sure=0.8):
        rows = [self.clause(kind, want, depth) for _ in range(self.r.randrange(1, 4))]
        if self.chance(sure):
            rows.append("_ -> " + self.expr(kind, depth))
        return "; ".join(rows)

    def do_case(self, kind, depth):
        want = self.r.choice(TYPES)
        return "case %s of %s end" % (self.expr(want, depth), self.clauses(kind, want, depth))

    def do_if(self, kind, depth):
        rows = ["%s -> %s" % (self.guard(), self.expr(kind, depth)) for _ in range(self.r.randrange(1, 3))]
        if self.chance(0.9):
            rows.append("true -> " + self.expr(kind, depth))
        return "if %s end" % "; ".join(rows)

    def do_begin(self, kind, depth):
        v, want = self.variable(), self.r.choice(TYPES)
        first = self.expr(want, depth)
        return "begin %s = %s, %s end" % (v, first, self.inside([(v, want)], lambda: self.expr(kind, depth)))

    def do_try(self, kind, depth):
        text = "try " + self.expr(kind, depth)
        if self.chance(0.3):
            text += " of " + self.clauses(kind, kind, depth)
        c, v = self.variable(), self.variable()
        catches = ["%s:%s -> {%s, %s}" % (c, v, c, v), "throw:%s -> %s" % (v, v),
                   "error:badarith -> %s" % self.expr(kind, depth), "error:{badmatch, %s} -> {m, %s}" % (v, v)]
        text += " catch " + self.r.choice(catches)
        if self.chance(0.25):
            text += " after put(after_ran, %s)" % self.expr("any", depth - 1)
        return text + " end"

    def do_catch(self, kind, depth):
        v, w = self.variable(), self.variable()
        return "(case catch %s of {'EXIT', {%s, _}} -> {exited, %s}; %s -> %s end)" % (
            self.expr(kind, depth), v, v, w, w)

    def do_raise(self, kind, depth):
        if self.chance(0.6):
            return self.expr(kind, depth)
        return "%s(%s)" % (self.r.choice(["throw", "exit", "error"]), self.expr("any", depth))

    def do_call(self, kind, depth):
        fit = [f for f in self.functions if f[2] == kind] or self.functions
        if not fit or self.chance(0.5):
            return self.expr(kind, depth)
        name, kinds, _ = self.r.choice(fit)
        return "%s(%s)" % (name, ", ".join(self.expr(k, min(depth, 1)) for k in kinds))

    def do_fun(self, kind, depth):
        v, want = self.variable(), self.r.choice(TYPES)
        body = self.inside([(v, want)], lambda: self.expr(kind, depth))
        return "(fun(%s) -> %s end)(%s)" % (v, body, self.expr(want, depth))

    def do_apply(self, kind, depth):
        return self.pick(depth, [
            ("(id(%s))(%s)", "func any".split()), ("apply(%s, [%s])", "func any".split()), ("apply(erlang, id('+'), [%s, %s])", "int float".split()),
            ("(id(erlang)):element(%s, %s)", "int_small tuple".split()), ("apply(id(lists), id(reverse), [%s])", ["list"])])

    def do_receive(self, kind, depth):
        want = self.r.choice(["tuple", "int", "atom", "list"])
        return "begin self() ! %s, receive %s after 0 -> %s end end" % (
            self.expr(want, depth), self.clauses(kind, want, depth, 0.2), self.expr(kind, depth))

    def do_dictionary(self, kind, depth):
        key = self.r.choice(["k", "1", "{x}"])
        return "begin put(%s, %s), get(%s) end" % (key, self.expr(kind, depth), self.r.choice([key, "k"]))

    # -- guards and patterns ------------------------------------------------------
    def guard(self):
        names = [v for v, _ in self.scope]
        if not names:
            return self.r.choice(["true", "1 < 2", "false"])
        def one():
            v, w = self.r.choice(names), self.r.choice(names)
            return self.r.choice([
                "%s > %s" % (v, w), "is_integer(%s)" % v, "is_list(%s)" % v, "%s =:= %s" % (v, self.literal(self.r.choice(["int", "float", "atom", "ints", "bits"]))),
                "%s + 1 > %s" % (v, w), "length(%s) > 1" % v, "element(1, %s) =:= a" % v, "is_map(%s)" % v,
                "byte_size(%s) < 5" % v, "tuple_size(%s) =:= 2" % v, "is_atom(%s)" % v, "hd(%s) == %s" % (v, w),
                "%s band 1 =:= 0" % v, "%s == %s" % (v, w), "map_get(a, %s) > 0" % v, "is_map_key(a, %s)" % v,
                "not is_atom(%s)" % v, "%s / 2 < %s" % (v, w), "is_function(%s, 1)" % v, "%s" % v,
                "abs(%s) < 100" % v, "is_float(%s)" % v, "bit_size(%s) rem 8 =:= 0" % v, "%s >= 0, %s < 256" % (v, v)])
        parts = [one() for _ in range(self.r.randrange(1, 3))]
        return self.r.choice([", ", "; "]).join(parts)

    def pattern(self, kind, depth, bound):
        if kind == "any" or self.chance(0.06):
            kind = self.r.choice(TYPES)
        roll = self.r.random()
        if roll < 0.30 or depth <= 0 and roll < 0.7:
            if self.chance(0.2):
                return "_"
            v = self.variable()
            bound.append((v, kind))
            return v
        if roll < 0.34 and self.scope:
            return self.known("any")
        if roll < 0.40:
            v = self.variable()
            text = "%s = %s" % (v, self.pattern(kind, depth - 1, bound))
            bound.append((v, kind))
            return text
        d = depth - 1
        if kind == "int":
            return self.r.choice(["0", "1", "-1", "255", "16#ffffffffffffffff", "1152921504606846976", "-3"])
        if kind == "float":
            return self.r.choice(["0.0", "1.0", "-1.5", "2.5"])
        if kind in ("atom", "bool"):
            return self.r.choice(["a", "ok", "true", "false", "error"])
        if kind in ("list", "ints"):
            inner = "int" if kind == "ints" else "any"
            return self.r.choice([lambda: "[]", lambda: "[%s | %s]" % (self.pattern(inner, d, bound), self.pattern(kind, d, bound)),
                                  lambda: "[%s]" % self.pattern(inner, d, bound), lambda: "\"ab\" ++ " + self.tail(bound, "list"),
                                  lambda: "[%s, %s]" % (self.pattern(inner, d, bound), self.pattern(inner, d, bound))])()
        if kind == "tuple":
            return "{%s}" % ", ".join(self.pattern("any", d, bound) for _ in range(self.r.randrange(4)))
        if kind == "map":
            keys = self.r.sample(["a", "b", "1", "{x}", "<<\"k\">>"], self.r.randrange(3))
            return "#{%s}" % ", ".join("%s := %s" % (k, self.pattern("any", d, bound)) for k in keys)
        if kind in ("bin", "bits"):
            return self.binary_pattern(bound)
        return self.pattern("any", 0, bound)

    def tail(self, bound, kind):
        v = self.variable()
        bound.append((v, kind))
        return v

    def binary_pattern(self, bound):
        parts = []
        for _ in range(self.r.randrange(3)):
            parts.append(self.r.choice([lambda: self.tail(bound, "int"), lambda: self.tail(bound, "int") + ":3",
                                        lambda: self.tail(bound, "int") + ":16/little-signed", lambda: "\"he\"", lambda: "_",
                                        lambda: self.tail(bound, "int") + "/utf8", lambda: self.tail(bound, "float") + "/float",
                                        lambda: self.tail(bound, "bin") + ":2/binary", lambda: "1:1"])())
        parts.append(self.r.choice([lambda: "_/bits", lambda: self.tail(bound, "bits") + "/bits",
                                    lambda: self.tail(bound, "bin") + "/binary", lambda: "_"])())
        return "<<%s>>" % ", ".join(parts)

    # -- functions ------------------------------------------------------------------
    def function(self, number):
        """Text of a function and of a call of it with literal arguments."""
        kinds = [self.r.choice(TYPES) for _ in range(self.r.randrange(4))]
        result = self.r.choice(TYPES)
        names = [self.variable() for _ in kinds]
        self.scope = list(zip(names, kinds))
        body = self.expr(result, self.r.randrange(2, 6))
        self.scope = []
        name = "f%d" % number
        text = "%s(%s) ->\n    %s.\n" % (name, ", ".join(names), body)
        call = "%s(%s)" % (name, ", ".join(self.literal(k) for k in kinds))
        self.functions.append((name, kinds, result))
        del self.functions[:-20]
        return name, len(kinds), text, call
