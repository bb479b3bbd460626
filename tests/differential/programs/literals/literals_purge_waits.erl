%% Who calls a fun of code that is being purged waits until that is over, and then gets what is there.
-module(literals_purge_waits).
-export([main/0]).

main() ->
    erlang:display({there, purge(false)}),
    erlang:display({gone, purge(true)}),
    ok.

purge(IsHard) ->
    load(7),
    Fun = lits_f:make(1),
    Stays = spawn(fun() -> lits_f:wait() end),
    receive after 20 -> ok end,
    IsHard andalso exit(Stays, kill),
    true = erlang:delete_module(lits_f),
    Ref = make_ref(),
    erts_code_purger ! {test_purge, lits_f, self(), IsHard, Ref},
    receive {started, Ref} -> ok end,
    {Pid, Monitor} = spawn_monitor(fun() -> exit({result, catch Fun()}) end),
    {Other, Monitor2} = spawn_monitor(fun() -> exit({result, catch lists:map(fun(_) -> apply(Fun, []) end, [1, 2])}) end),
    suspended(Pid),
    suspended(Other),
    erts_code_purger ! {continue, Ref},
    receive {continued, Ref} -> ok end,
    erts_code_purger ! {complete, Ref},
    Done = receive {test_purge, Result, Ref} -> Result end,
    A = receive {'DOWN', Monitor, process, Pid, R1} -> short(R1) end,
    B = receive {'DOWN', Monitor2, process, Other, R2} -> short(R2) end,
    exit(Stays, kill),
    code:purge(lits_f), code:delete(lits_f), code:purge(lits_f),
    {Done, A, B}.

short({result, R}) -> short(R);
short({'EXIT', R}) -> short(R);
short({R, [{M, F, A, _} | _]}) when is_list(A) -> {short(R), M, F, length(A)};
short({R, [{M, F, A, _} | _]}) -> {short(R), M, F, A};
short({R, [{F, A, _} | _]}) when is_function(F) -> {short(R), a_fun, length(A)};
short({badfun, F}) when is_function(F) -> badfun;
short(R) -> R.

suspended(Pid) ->
    case process_info(Pid, [status, current_function]) of
        [{status, suspended}, {current_function, {erts_code_purger, pending_purge_lambda, 3}}] -> ok;
        _ -> receive after 1 -> suspended(Pid) end
    end.

load(N) ->
    Forms = [{attribute, 1, module, lits_f}, {attribute, 1, export, [{make, 1}, {wait, 0}]},
             {function, 1, wait, 0, [{clause, 1, [], [], [{'receive', 1, [{clause, 1, [{atom, 1, stop}], [], [{integer, 1, N}]}]}]}]},
             {function, 1, make, 1, [{clause, 1, [{var, 1, 'A'}], [],
                 [{'fun', 1, {clauses, [{clause, 1, [], [], [{tuple, 1, [{var, 1, 'A'}, {integer, 1, N}]}]}]}}]}]}],
    {ok, lits_f, Code} = compile:forms(Forms),
    {module, lits_f} = erlang:load_module(lits_f, Code),
    ok.
