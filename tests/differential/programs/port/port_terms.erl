%% SPDX-License-Identifier: Apache-2.0
%% Ports as terms: order, text, external format, hashes, guards.
-module(port_terms).
-export([main/0]).

main() ->
    P = open_port({spawn, "cat"}, []), Q = open_port({spawn, "cat"}, []),
    F = fun() -> ok end, Ref = make_ref(),
    io:format("~p~n", [lists:sort([<<>>, [], #{}, {}, self(), P, F, Ref, a, 1]) =:= [1, a, Ref, F, P, self(), {}, #{}, [], <<>>]]),
    io:format("~p ~p ~p~n", [P < Q, P =:= P, P == Q]),
    Text = port_to_list(P),
    io:format("~p ~p~n", [lists:prefix("#Port<0.", Text), list_to_port(Text) =:= P]),
    io:format("~p~n", [lists:flatten(io_lib:format("~w ~p", [P, P])) =:= Text ++ " " ++ Text]),
    Binary = term_to_binary(P),
    io:format("~p ~p~n", [binary_to_term(Binary) =:= P, binary:part(Binary, 0, 17)]),
    io:format("~p~n", [binary_to_term(term_to_binary({P, [Q]}, [compressed])) =:= {P, [Q]}]),
    io:format("~p ~p~n", [is_port(P), [is_port(X) || X <- [self(), 1, a, make_ref()]]]),
    io:format("~p~n", [[kind(X) || X <- [P, self(), make_ref()]]]),
    io:format("~p~n", [node(P)]),
    io:format("~p~n", [list_to_port("#Port<0.123456>")]),
    io:format("~p~n", [erlang:phash2(list_to_port("#Port<0.77>"))]),
    io:format("~p~n", [erlang:phash(list_to_port("#Port<0.77>"), 1 bsl 32)]),
    io:format("~p~n", [term_to_binary(list_to_port("#Port<0.77>"))]),
    io:format("~p~n", [[caught(fun() -> list_to_port(X) end) || X <- ["#Port<0.>", "#Port<0.1", "#Port<1.1>x", "<0.1.0>", a, "#Port<0.-1>"]]]),
    io:format("~p~n", [caught(fun() -> port_to_list(self()) end)]),
    io:format("~p~n", [maps:get(P, #{P => 1, Q => 2})]),
    port_close(P), port_close(Q).

kind(X) when is_port(X) -> port;
kind(X) when is_pid(X) -> pid;
kind(_) -> other.

caught(F) ->
    try F() of
        Port when is_port(Port) -> catch port_close(Port), port;
        Value -> Value
    catch Class:Reason:Trace -> {Class, Reason, info(Trace)}
    end.
info([{M, F, A, Opts} | _]) ->
    case lists:keyfind(error_info, 1, Opts) of
        false -> {M, F, arity(A)};
        {error_info, Info} ->
            Where = maps:get(module, Info, M),
            {M, F, arity(A), Info, try Where:format_error(badarg, [{M, F, A, Opts}]) catch error:E -> E end}
    end.
arity(A) when is_list(A) -> length(A);
arity(A) -> A.
