%% A sleep whose time is in a register that waiting forgets, and a test on what only a guard that succeeds has written.
-module(process_sleep_compiled_without_optimisation).
-compile([no_copt, no_bool_opt, no_share_opt, no_bsm_opt, no_fun_opt, no_ssa_opt, no_recv_opt, no_postopt, no_type_opt]).
-export([main/0]).

sleep(T) -> receive after T -> slept end.
take(T) -> receive M -> M after T -> nothing end.
sometimes(N, T) ->
    case N of
        1 -> awake;
        _ -> receive after T -> slept end
    end.

main() ->
    erlang:display(sleep(1)),
    erlang:display(sometimes(1, 5)),
    erlang:display(sometimes(2, 5)),
    self() ! message,
    erlang:display(sleep(1)),
    erlang:display(take(1)),
    erlang:display(take(1)),
    Self = self(),
    spawn(fun() -> [Self ! N || N <- [1, 2, 3]], Self ! last end),
    erlang:display(sleep(20)),
    erlang:display([take(100) || _ <- [1, 2, 3, 4]]),
    erlang:display(catch sleep(never)).
