%% SPDX-License-Identifier: Apache-2.0
-module(global_atomics).
-export([main/0, id/1]).

main() -> A = atomics:new(3, []),
    d([atomics:get(A, I) || I <- [1, 2, 3]]),
    d(atomics:put(A, 1, 10)),
    d(atomics:add(A, 1, 5)),
    d(atomics:add_get(A, 1, -20)),
    d(atomics:sub_get(A, 1, 1)),
    d(atomics:exchange(A, 2, 7)),
    d(atomics:compare_exchange(A, 2, 7, 8)),
    d(atomics:compare_exchange(A, 2, 7, 9)),
    d([atomics:get(A, I) || I <- [1, 2, 3]]), atomics:put(A, 3, (1 bsl 63) - 1),
    d(atomics:add_get(A, 3, 1)),
    d(maps:remove(memory, atomics:info(A))), U = atomics:new(1, [{signed, false}]),
    d(atomics:sub_get(U, 1, 1)),
    d(atomics:add_get(U, 1, 2)),
    d(maps:remove(memory, atomics:info(U))),
    d([t(F) || F <- [fun() -> atomics:new(id(0), []) end, fun() -> atomics:new(1, id([x])) end, fun() -> atomics:get(A, id(0)) end, fun() -> atomics:get(A, id(4)) end, fun() -> atomics:get(id(x), 1) end, fun() -> atomics:put(A, 1, id(1 bsl 64)) end, fun() -> atomics:put(A, 1, id(a)) end, fun() -> atomics:put(U, 1, id(-1)) end, fun() -> atomics:get(id(make_ref()), 1) end]]),
    S = self(), [spawn(fun() -> [atomics:add(A, 1, 1) || _ <- lists:seq(1, 100)], S ! ok end) || _ <- lists:seq(1, 10)], [receive ok -> ok end || _ <- lists:seq(1, 10)], d(atomics:get(A, 1)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
