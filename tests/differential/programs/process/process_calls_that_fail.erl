%% SPDX-License-Identifier: Apache-2.0
%% Calls of what is not there or cannot be called: apply, funs, error_handler, spawn.
-module(process_calls_that_fail).
-export([main/0, missing/0, local/1, undefined_function/3, undefined_lambda/3, h/1]).

t(Name, F) ->
    R = try F() of V -> {value, V}
        catch C:Re:S -> {C, reason(Re), upto(S)} end,
    erlang:display({Name, R}).
fr({M, F, [X | A], L}) when is_function(X) -> fr({M, F, [a_fun | A], L});
fr({M, F, A, L}) when is_list(L) -> {M, F, A, lists:keydelete(file, 1, L)};
fr(X) -> X.

upto([{?MODULE, main, _, _} = X | _]) -> [fr(X)];
upto([X | R]) -> [fr(X) | upto(R)];
upto([]) -> [].
reason({E, F}) when is_function(F) -> {E, a_fun};
reason({E, {F, A}}) when is_function(F) -> {E, a_fun, A};
reason({E, [X | R]}) when is_tuple(X) -> {reason(E), [fr(Y) || Y <- [X | R]]};
reason(R) -> R.
id(X) -> X.
local(X) -> X + 1.
missing() -> no_such_module:f(1, 2).
h(X) -> X.
undefined_function(M, F, A) -> {handled, M, F, A}.
undefined_lambda(M, _F, A) -> {handled_lambda, M, A}.

main() ->
    logger:set_primary_config(level, none),  % nothing about processes that crash
    t(u1, fun() -> no_such_module:f(1, 2) end),
    t(u2, fun() -> id(1), no_such_module:f(1, 2), id(2) end),
    t(u3, fun() -> ?MODULE:nope(1, 2), id(2) end),
    t(u4, fun() -> lists:nope(), id(2) end),
    t(u5, fun() -> X = missing(), id(X) end),
    t(a1, fun() -> apply(id(1), f, []) end),
    t(a2, fun() -> apply(id(m), id("f"), [a]), id(x) end),
    t(a3, fun() -> apply(id(m), f, id([a|b])), id(x) end),
    t(a4, fun() -> apply(id(m), f, id(b)) end),
    t(a5, fun() -> apply(id(fun local/1), id(b)), id(x) end),
    t(a6, fun() -> apply(id(fun local/1), [1, 2]), id(x) end),
    t(a7, fun() -> apply(id(foo), [1, 2]), id(x) end),
    t(a8, fun() -> apply(id(foo), id(bar)), id(x) end),
    t(a9, fun() -> apply(id(fun local/1), id([1, 2])), id(x) end),
    t(a10, fun() -> apply(id(fun local/1), id([1|2])), id(x) end),
    t(a11, fun() -> apply(id({lists, reverse}), id([[1]])), id(x) end),
    t(a12, fun() -> apply(lists, id(nope), id([1])), id(x) end),
    t(a13, fun() -> apply(id(lists), nope, id(lists:seq(1, 20))), id(x) end),
    t(a14, fun() -> M = id(lists), F = id(nope), M:F(1), id(x) end),
    t(a15, fun() -> M = id(1), F = id(nope), M:F(1), id(x) end),
    t(a16, fun() -> M = id(lists), F = id(2), M:F(1, 2) end),
    t(a17, fun() -> M = id(lists), M:reverse(foo), id(x) end),
    t(a18, fun() -> M = id(erlang), M:atom_to_list(1), id(x) end),
    t(a19, fun() -> apply(id(erlang), id(atom_to_list), id([1])), id(x) end),
    t(a20, fun() -> apply(id(erlang), id(apply), id([erlang, apply, [lists, x, []]])), id(x) end),
    t(a21, fun() -> (id(fun erlang:apply/3))(lists, x, [1]), id(x) end),
    t(a22, fun() -> (id(fun erlang:apply/2))(fun local/1, [a]), id(x) end),
    t(a23, fun() -> (id(fun erlang:apply/2))(1, [a]), id(x) end),
    t(a24, fun() -> (id(fun erlang:apply/3))(1, a, [a]), id(x) end),
    t(a25, fun() -> erlang:apply(id(?MODULE), id(local), [id(a)]), id(x) end),
    t(a26, fun() -> apply(id(m), id(f), lists:duplicate(256, a)), id(x) end),
    t(a27, fun() -> {value, V} = {value, (id(fun lists:nope/1))(1)}, V end),
    t(f1, fun() -> (id(foo))(1), id(x) end),
    t(f2, fun() -> (id(fun local/1))(1, 2), id(x) end),
    t(f3, fun() -> (id(fun lists:reverse/1))(1, 2), id(x) end),
    t(f4, fun() -> (id(fun lists:reverse/1))(a), id(x) end),
    t(f5, fun() -> (id(fun atom_to_list/1))(1), id(x) end),
    t(f6, fun() -> (id(fun erlang:atom_to_list/1))(1) end),
    t(f7, fun() -> lists:map(fun erlang:atom_to_list/1, [1]) end),
    t(f8, fun() -> lists:map(fun(a) -> b end, [a, 1]) end),
    t(f9, fun() -> lists:foldl(fun(a) -> b end, 0, [a, 1]) end),
    t(f10, fun() -> lists:map(notafun, [1]) end),
    t(f11, fun() -> (id(fun no_such:xx/1))(a), id(x) end),
    %% error handlers
    Old = process_flag(error_handler, ?MODULE),
    erlang:display(Old),
    t(e1, fun() -> no_such_module:f(1, 2) end),
    t(e2, fun() -> apply(id(nomod), id(ff), [1, 2]) end),
    t(e3, fun() -> ?MODULE:nofun() end),
    t(e4, fun() -> (id(fun no_such:xx/1))(a) end),
    t(e5, fun() -> lists:map(fun no_such:xx/1, [1, 2]) end),
    process_flag(error_handler, no_such_handler_at_all),
    t(e6, fun() -> no_such_module:f(1, 2), id(x) end),
    t(e7, fun() -> (id(fun no_such:xx/1))(a), id(x) end),
    process_flag(error_handler, Old),
    %% spawn
    process_flag(trap_exit, true),
    [begin
         P = spawn_link(M, Fn, A),
         receive {'EXIT', P, R} -> erlang:display({M, Fn, length(A), reason(R)}) end
     end || {M, Fn, A} <- [{no_mod, f, []}, {no_mod, f, [1, 2]}, {lists, nope, [x]},
                           {lists, reverse, [x]}, {erlang, apply, [1, 2, 3]}, {erlang, apply, [1, 2]}, {erlang, apply, [lists, foo, [1]]},
                           {erlang, apply, [fun local/1, []]},
                           {erlang, atom_to_list, [1]}, {erlang, exit, [bye]}, {erlang, error, [bye]},
                           {erlang, throw, [bye]}, {?MODULE, h, []}, {?MODULE, local, [a]}]],
    ok.

