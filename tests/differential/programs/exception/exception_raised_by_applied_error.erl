%% SPDX-License-Identifier: Apache-2.0
%% erlang:error and its like raise for whoever applies them, as a last call and through apply/3 of apply/3, too.
-module(exception_raised_by_applied_error).
-export([main/0, id/1]).

main() ->
    [show(fun() -> run([a, b], Kind, Raise) end)
     || Raise <- [{error, [oops]}, {error, [oops, [x, y]]}, {error, [oops, none]}, {error, [oops, [x], [{error_info, #{}}]]},
                  {exit, [oops]}, {throw, [oops]}, {nif_error, [oops]}, {raise, [error, oops, []]}],
        Kind <- [last, only, body, twice_last, twice_body, thrice_last, fun_last, fun_body]],
    show(fun() -> wrong_last(erlang, apply, [erlang, error]) end),
    show(fun() -> wrong_last(erlang, error, []) end),
    show(fun() -> wrong_last(erlang, exit, [self, oops]) end),
    show(fun() -> wrong_last(erlang, hd, [[]]) end).

run([_ | T], Kind, Raise) ->
    run(T, Kind, Raise),
    id(ok);
run([], Kind, {Name, Arguments}) ->
    go(Kind, Name, Arguments),
    id(ok).

go(only, Name, Arguments) -> apply(erlang, Name, Arguments);
go(last, Name, Arguments) -> apply(id(erlang), id(Name), id(Arguments));
go(body, Name, Arguments) -> apply(id(erlang), id(Name), id(Arguments)), ok;
go(twice_last, Name, Arguments) -> apply(id(erlang), id(apply), id([erlang, Name, Arguments]));
go(twice_body, Name, Arguments) -> apply(id(erlang), id(apply), id([erlang, Name, Arguments])), ok;
go(thrice_last, Name, Arguments) -> apply(id(erlang), id(apply), [erlang, apply, [erlang, Name, id(Arguments)]]);
go(fun_last, Name, Arguments) -> (id(fun erlang:apply/3))(erlang, Name, Arguments);
go(fun_body, Name, Arguments) -> (id(fun erlang:apply/3))(erlang, Name, Arguments), ok.

wrong_last(M, F, A) -> apply(id(M), id(F), id(A)).

id(X) -> X.

show(F) ->
    erlang:display(try F() catch C:R:S -> {C, R, [{M, N, A} || {M, N, A, _} <- S, N =/= main, hd(atom_to_list(N)) =/= $-]} end).
