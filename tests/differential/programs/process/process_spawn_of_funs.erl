%% spawn/1 and spawn_link/1: what they take, what the child is, what is raised.
-module(process_spawn_of_funs).
-export([main/0, child/0, tell/1]).

main() ->
    logger:set_primary_config(level, none),  % what dies here is reported too late, or not
    process_flag(trap_exit, true),
    Self = self(),
    [begin
         Pid = erlang:Spawn(fun() -> Self ! {self(), process_info(self(), initial_call), process_info(self(), parent), process_info(self(), links)} end),
         receive {Pid, Call, Parent, Links} -> io:format("~p ~p ~p ~p~n", [Spawn, Call, Parent =:= {parent, Self}, Links =:= {links, [Self]}]) end,
         flush()
     end || Spawn <- [spawn, spawn_link]],
    [begin
         Pid = erlang:spawn_link(What),
         receive {'EXIT', Pid, Reason} -> io:format("~p~n", [tell(Reason)]) end
     end || What <- [fun ?MODULE:child/0, fun(_) -> ok end, {?MODULE, child}, fun ?MODULE:missing/0, fun() -> exit(done) end]],
    [try erlang:F(What) of
         Result -> io:format("~p~n", [Result])
     catch
         Class:Reason:Stack ->
             {M, N, A, Info} = hd(Stack),
             io:format("~p~n", [{Class, Reason, M, N, A, proplists:get_value(error_info, Info)}])
     end || F <- [spawn, spawn_link, halt], What <- [atom, {1, 2}, {a, b, c}]],
    io:format("~p~n", [[{F, erlang:is_builtin(erlang, F, 1), erlang:function_exported(erlang, F, 1)} || F <- [spawn, spawn_link, halt]]]),
    io:format("~p~n", [erlang:fun_info(fun erlang:spawn/1)]).

child() -> exit({child, self() =/= self()}).

tell({Reason, [_ | _] = Stack}) -> {Reason, [{M, F, if is_list(A) -> length(A); true -> A end} || {M, F, A, _} <- Stack]};
tell(Reason) -> Reason.

flush() -> receive _ -> flush() after 20 -> ok end.
