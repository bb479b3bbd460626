%% SPDX-License-Identifier: Apache-2.0
%% Code is purged that processes are in which run a native on a dirty thread: they are asked at once, and killed.
-module(dirty_purge).
-export([main/0, call/1]).

%% A module call_it with call(F) -> F(), done.
code() ->
    {ok, call_it, Code} = compile:forms([{attribute, 1, module, call_it}, {attribute, 1, export, [{call, 1}]},
        {function, 1, call, 1, [{clause, 1, [{var, 1, 'F'}], [], [{call, 1, {var, 1, 'F'}, []}, {atom, 1, done}]}]}], []),
    Code.

main() ->
    Code = code(),
    {module, call_it} = erlang:load_module(call_it, Code),
    {Old, Ref} = start(),
    erlang:display(erlang:check_process_code(Old, call_it)),
    {module, call_it} = erlang:load_module(call_it, Code),
    erlang:display(erlang:check_process_code(Old, call_it)),
    {New, Ref2} = start(),
    erlang:display(erlang:check_process_code(New, call_it)),
    Start = erlang:monotonic_time(millisecond),
    erlang:display(code:soft_purge(call_it)),
    erlang:display(erlang:purge_module(call_it)),
    receive {'DOWN', Ref, process, Old, Why} -> erlang:display(Why) end,
    erlang:display(is_process_alive(New)),
    true = erlang:delete_module(call_it),
    erlang:display(erlang:purge_module(call_it)),
    receive {'DOWN', Ref2, process, New, Why2} -> erlang:display(Why2) end,
    erlang:display(erlang:monotonic_time(millisecond) - Start < 5000).

start() ->
    {P, Ref} = spawn_monitor(?MODULE, call, [fun() -> erts_debug:dirty_io(wait, 20000) end]),
    wait_until(P),
    {P, Ref}.

call(F) -> call_it:call(F).

wait_until(P) ->
    case process_info(P, current_function) of
        {current_function, {erts_debug, dirty_io, 2}} -> ok;
        _ -> receive after 5 -> wait_until(P) end
    end.
