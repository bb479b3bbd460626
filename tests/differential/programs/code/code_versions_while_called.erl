%% SPDX-License-Identifier: Apache-2.0
%% Versions of a module come and go while others call it, by name, through funs, and stay in it. What each caller meets is
%% one whole version, and no caller meets an older one than before.
%% not in mode: gc native_gc
-module(code_versions_while_called).
-export([main/0, callers/2]).

main() ->
    load(1),
    Callers = [spawn_monitor(fun() -> caller(Kind, 0) end) || Kind <- [name, apply, 'fun', export, many, fresh], _ <- [1, 2]],
    [begin timer:sleep(2), load(N) end || N <- lists:seq(2, 25)],
    show([begin P ! stop, receive {'DOWN', M, _, _, R} -> R end end || {P, M} <- Callers]),
    %% Who stays in it is told by check_process_code, and dies of a purge.
    {P, M} = spawn_monitor(fun() -> vc:stay(self()) end),
    P ! {self(), version},
    show(receive {P, V} -> V end),
    load(26),
    show([erlang:check_process_code(P, vc), erlang:check_process_code(self(), vc)]),
    show(erts_code_purger:soft_purge(vc)),
    show(erts_code_purger:purge(vc)),
    show(receive {'DOWN', M, _, _, Reason} -> Reason end),
    show(erts_code_purger:soft_purge(vc)),
    %% Funs of versions that are gone.
    F = vc:make(1),
    show(F(2)),
    load(27),
    show(F(2)),
    show(erts_code_purger:soft_purge(vc)),
    show([catch_in_process(fun() -> F(2) end) || _ <- [1, 2, 3]]),
    %% Several modules change at once.
    change(1),
    Watchers = [spawn_monitor(?MODULE, callers, [0, 0]) || _ <- [1, 2, 3, 4]],
    [begin timer:sleep(2), purge_both(), change(N) end || N <- lists:seq(2, 15)],
    show([begin W ! stop, receive {'DOWN', R, _, _, Why} -> Why end end || {W, R} <- Watchers]).

%% A caller by one way; its version never goes down. Ends with the last one.
caller(Kind, Least) ->
    V = call(Kind),
    if V < Least -> exit({went_back, Kind, Least, V});
       true -> ok
    end,
    receive
        stop -> exit({done, Kind, call(Kind)})
    after 0 ->
        caller(Kind, V)
    end.

call(name) -> vc:version();
call(apply) -> apply(vc, version, []);
call('fun') ->
    F = vc:make(1),
    {1, V} = try F(1) catch error:{badfun, _} -> vc:both(1) end,
    V;
call(export) -> F = fun vc:version/0, F();
call(many) ->  % one version from its beginning to its end
    [V] = lists:usort(vc:inside(20)),
    V;
call(fresh) ->
    S = self(),
    {P, M} = spawn_monitor(fun() -> S ! {self(), vc:version()} end),
    V = receive {P, X} -> X end,
    receive {'DOWN', M, _, _, normal} -> V end.

callers(A, B) ->
    %% Both are loaded in one step, so the second call meets the same version or a newer one.
    A1 = vc1:version(),
    B1 = vc2:version(),
    if A1 < A; B1 < B; B1 < A1 -> exit({went_back, {A, B}, {A1, B1}});
       true -> ok
    end,
    receive stop -> exit(fine) after 0 -> callers(A1, B1) end.

catch_in_process(F) ->
    S = self(),
    P = spawn(fun() -> S ! {self(), try F() catch error:R when is_atom(R) -> R; error:{R, _} -> R end} end),
    receive {P, R} -> R end.

load(N) ->
    erts_code_purger:soft_purge(vc) orelse purge_soon(100),
    {module, vc} = erlang:load_module(vc, beam(vc, N)).

%% Callers that are in the old version leave it soon.
purge_soon(0) -> exit(cannot_purge);
purge_soon(N) ->
    timer:sleep(1),
    erts_code_purger:soft_purge(vc) orelse purge_soon(N - 1).

change(N) ->
    ok = erlang:finish_loading([erlang:prepare_loading(M, beam(M, N)) || M <- [vc1, vc2]]).

purge_both() ->
    [soft_purge_soon(M) || M <- [vc1, vc2]].
soft_purge_soon(M) ->
    erts_code_purger:soft_purge(M) orelse begin timer:sleep(1), soft_purge_soon(M) end.

beam(Name, N) ->
    V = {integer, 1, N},
    Var = fun(X) -> {var, 1, X} end,
    Call = fun(F, As) -> {call, 1, {atom, 1, F}, As} end,
    Minus = {op, 1, '-', Var('K'), {integer, 1, 1}},
    Forms =
        [{attribute, 1, module, Name},
         {attribute, 1, export, [{version, 0}, {make, 1}, {both, 1}, {inside, 1}, {stay, 1}]},
         function(version, [], [V]),
         function(make, [Var('X')], [{'fun', 1, {clauses, [{clause, 1, [Var('Y')], [], [{tuple, 1, [Var('Y'), Call(version, [])]}]},
                                                            {clause, 1, [{atom, 1, x}], [], [Var('X')]}]}}]),
         function(both, [Var('X')], [{tuple, 1, [Var('X'), V]}]),
         {function, 1, inside, 1,
          [{clause, 1, [{integer, 1, 0}], [], [{nil, 1}]},
           {clause, 1, [Var('K')], [], [{cons, 1, Call(version, []), Call(inside, [Minus])}]}]},
         {function, 1, stay, 1,
          [{clause, 1, [Var('P')], [],
            [{'receive', 1,
              [{clause, 1, [{tuple, 1, [Var('From'), {atom, 1, version}]}], [],
                [{op, 1, '!', Var('From'), {tuple, 1, [Var('P'), V]}}, Call(stay, [Var('P')])]}]}]}]}],
    {ok, Name, Beam} = compile:forms(Forms, [nowarn]),
    Beam.

function(Name, Args, Body) -> {function, 1, Name, length(Args), [{clause, 1, Args, [], Body}]}.

show(X) -> erlang:display(X).
