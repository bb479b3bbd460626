%% SPDX-License-Identifier: Apache-2.0
-module(ets_owners).
-export([main/0]).

main() ->
    dies_with_owner(),
    heirs(),
    giving_away(),
    options(),
    names(),
    protection(),
    all_tables(),
    ok.

in_process(F) ->
    Self = self(),
    {P, M} = spawn_monitor(fun() -> Self ! {self(), F()} end),
    receive {P, R} -> receive {'DOWN', M, process, P, Reason} -> {R, Reason} end end.

dies_with_owner() ->
    {T, normal} = in_process(fun() -> T = ets:new(mine, [public]), ets:insert(T, {a}), T end),
    d({ets:info(T), ets:info(T, owner), result(fun() -> ets:lookup(T, a) end)}),
    {N, normal} = in_process(fun() -> ets:new(ets_owner_named, [named_table]) end),
    d({N, ets:whereis(N), ets:info(N)}),
    %% gone before anybody is told
    P = spawn(fun() -> ets:new(ets_owner_named, [named_table]), receive stop -> exit(done) end end),
    M = monitor(process, P),
    P ! stop,
    receive {'DOWN', M, _, _, done} -> d(ets:info(ets_owner_named, size)) end.

heirs() ->
    Self = self(),
    {T, normal} = in_process(fun() ->
        T = ets:new(inherited, [{heir, Self, {data, "of", <<1:900>>}}]), ets:insert(T, {k, v}), T end),
    receive {'ETS-TRANSFER', T2, _From, Data} -> d({T =:= T2, Data}) after 1000 -> d(nothing) end,
    d({ets:info(T, owner) =:= self(), ets:info(T, heir) =:= self(), ets:lookup(T, k), ets:insert(T, {k2, v2})}),
    {N, normal} = in_process(fun() -> ets:new(ets_heir_named, [named_table, {heir, Self, x}]) end),
    receive {'ETS-TRANSFER', N2, _, X} -> d({N2, N, X}) after 1000 -> d(nothing) end,
    %% an heir that is dead at the time
    {Dead, normal} = in_process(fun() -> self() end),
    {T3, normal} = in_process(fun() -> T3 = ets:new(t, [{heir, Dead, x}]), {T3, ets:info(T3, heir)} end),
    d(element(2, T3)),
    d(ets:info(element(1, T3))),
    %% changed later
    {T4, normal} = in_process(fun() ->
        T4 = ets:new(t, []), true = ets:setopts(T4, [{heir, Self, later}, {protection, public}]), ets:info(T4, protection),
        T4 end),
    receive {'ETS-TRANSFER', T4, _, D4} -> d({D4, ets:info(T4, protection)}) after 1000 -> d(nothing) end,
    {T5, normal} = in_process(fun() -> T5 = ets:new(t, [{heir, Self, x}]), ets:setopts(T5, {heir, none}), T5 end),
    receive Y -> d(Y) after 50 -> d(nothing) end,
    d(ets:info(T5)),
    %% of oneself
    {T6, normal} = in_process(fun() -> ets:new(t, [{heir, self(), x}]) end),
    d(ets:info(T6)).

giving_away() ->
    Self = self(),
    T = ets:new(gift, [private]),
    ets:insert(T, {a, 1}),
    P = spawn(fun() ->
        receive {'ETS-TRANSFER', T1, From, Gift} -> Self ! {got, From =:= Self, Gift, ets:lookup(T1, a), ets:info(T1, owner) =:= self()} end,
        receive back -> ets:give_away(T, Self, returned) end end),
    d(ets:give_away(T, P, {gift, [1, 2, 3]})),
    receive {got, _, _, _, _} = G -> d(G) end,
    d(result(fun() -> ets:lookup(T, a) end)),
    P ! back,
    receive {'ETS-TRANSFER', T, P, R} -> d(R) end,
    d(ets:lookup(T, a)).

options() ->
    T = ets:new(opts, [bag, named_table, public, {keypos, 3}, {heir, none}, {write_concurrency, true}, {read_concurrency, true}, compressed,
                       {decentralized_counters, true}]),
    [d({I, info(T, I)}) || I <- items()],
    [d({Opts, [ets:info(X, I) || I <- [type, protection, keypos, named_table, write_concurrency, read_concurrency, compressed,
                                       decentralized_counters]]}) ||
        Opts <- [[], [set], [ordered_set], [bag, set], [ordered_set, set], [private, {write_concurrency, true}], [private, public],
                 [{write_concurrency, auto}], [ordered_set, {write_concurrency, auto}], [ordered_set, {write_concurrency, true}],
                 [{write_concurrency, true}, ordered_set], [{write_concurrency, {debug_hash_fixed_number_of_locks, 1000}}],
                 [private, {read_concurrency, true}], [{decentralized_counters, true}], [{keypos, 2}, {keypos, 7}],
                 [{write_concurrency, auto}, {decentralized_counters, false}]],
        X <- [ets:new(x, Opts)]],
    d([K || {K, _} <- ets:info(T)]),
    ets:delete(T).

items() -> [decentralized_counters, read_concurrency, write_concurrency, compressed, heir, name, size, node, named_table, type, keypos,
            protection, fixed, safe_fixed, safe_fixed_monotonic_time, nothing].

info(T, I) -> result(fun() -> ets:info(T, I) end).

names() ->
    T = ets:new(ets_name_one, [named_table]),
    d({T, ets:info(T, name), is_reference(ets:whereis(T)), ets:whereis(T) =:= ets:info(T, id)}),
    d({ets:rename(T, ets_name_two), ets:whereis(ets_name_one), ets:info(ets_name_two, name)}),
    R = ets:whereis(ets_name_two),
    ets:insert(R, {by, reference}),
    d(ets:lookup(ets_name_two, by)),
    d({ets:rename(R, ets_name_three), ets:info(R, name), ets:whereis(ets_name_three) =:= R}),
    U = ets:new(unnamed, []),
    d({ets:rename(U, other) =:= U, ets:info(U, name), ets:whereis(other)}),
    ets:delete(ets_name_three),
    d({ets:whereis(ets_name_three), result(fun() -> ets:lookup(R, by) end), ets:info(R)}),
    d(ets:new(ets_name_three, [named_table])).

protection() ->
    [begin
         T = ets:new(t, [P]),
         ets:insert(T, {a, 1}),
         {R, _} = in_process(fun() -> [result(F) || F <- [fun() -> ets:lookup(T, a) end, fun() -> ets:insert(T, {b, 1}) end,
                                                         fun() -> ets:info(T, size) end, fun() -> ets:update_counter(T, a, 1) end,
                                                         fun() -> ets:safe_fixtable(T, true) end,
                                                         fun() -> ets:delete(T) end, fun() -> ets:lookup(T, a) end]] end),
         d({P, R})
     end || P <- [private, protected, public]].

all_tables() ->
    Before = ets:all(),
    A = ets:new(a, []), B = ets:new(ets_all_b, [named_table]),
    d([T || T <- ets:all() -- Before, T =:= A orelse T =:= B] -- [A, B]),
    d({lists:member(A, ets:all()), lists:member(B, ets:all())}),
    ets:delete(A),
    d(lists:member(A, ets:all())).

result(F) ->
    try F()
    catch C:R -> {C, R}
    end.

d(X) -> erlang:display(X).
