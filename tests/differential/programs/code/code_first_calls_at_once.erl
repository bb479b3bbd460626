%% SPDX-License-Identifier: Apache-2.0
%% Many processes call functions of modules that nobody has called yet, all at once.
-module(code_first_calls_at_once).
-export([main/0]).

main() ->
    Calls = calls(),
    All = [spawn_caller(Call) || _ <- lists:seq(1, 8), Call <- Calls],
    [P ! go || P <- All],
    Results = [receive {P, R} -> R end || P <- All],
    First = lists:sublist(Results, length(Calls)),
    [erlang:display(R) || R <- First],
    erlang:display(Results =:= lists:append(lists:duplicate(8, First))),
    %% Often enough for native code, the same functions everywhere.
    Again = [spawn_loop(N) || N <- lists:seq(1, 16)],
    [P ! go || P <- Again],
    erlang:display(lists:usort([receive {P, R} -> R end || P <- Again])).

spawn_caller(Call) ->
    Self = self(),
    spawn(fun() -> receive go -> Self ! {self(), Call()} end end).

spawn_loop(_) ->
    Self = self(),
    spawn(fun() -> receive go -> Self ! {self(), loop(300, 0)} end end).

loop(0, Sum) -> Sum;
loop(N, Sum) ->
    T = gb_trees:from_orddict([{K, K * N} || K <- lists:seq(1, 20)]),
    Q = queue:from_list(gb_trees:values(T)),
    {value, V} = queue:peek_r(Q),
    S = sets:from_list([K rem 7 || K <- queue:to_list(Q)], [{version, 2}]),
    O = orddict:store(N, V, orddict:from_list([{K, K} || K <- lists:seq(1, 10)])),
    loop(N - 1, Sum + sets:size(S) + orddict:fetch(N, O) + length(string:lexemes("a b c d", " "))).

calls() ->
    [fun() -> lists:sort(fun(A, B) -> A >= B end, [3, 1, 2]) end,
     fun() -> lists:keysort(2, [{a, 3}, {b, 1}]) end,
     fun() -> lists:foldl(fun erlang:'+'/2, 0, lists:seq(1, 100)) end,
     fun() -> lists:flatten(io_lib:format("~p ~s ~w ~.3f ~20.. b", [{a, "b", <<1, 2>>}, "text", [1, 2], 1.5, 77])) end,
     fun() -> string:titlecase("hello") ++ string:pad("x", 5, both, $-) end,
     fun() -> string:split("a,b,c", ",", all) end,
     fun() -> re:replace("abcabc", "b(c)", "<\\1>", [global, {return, list}]) end,
     fun() -> re:run("key=value", "(\\w+)=(\\w+)", [{capture, all_but_first, list}]) end,
     fun() -> maps:to_list(maps:map(fun(_, V) -> V * 2 end, #{1 => 2, 3 => 4})) end,
     fun() -> maps:fold(fun(K, V, A) -> K + V + A end, 0, maps:from_list([{N, N} || N <- lists:seq(1, 50)])) end,
     fun() -> dict:fetch(k, dict:store(k, v, dict:new())) end,
     fun() -> gb_sets:to_list(gb_sets:union(gb_sets:from_list([1, 2]), gb_sets:from_list([2, 3]))) end,
     fun() -> array:to_list(array:set(3, x, array:new(5))) end,
     fun() -> ordsets:subtract([1, 2, 3], [2]) end,
     fun() -> digraph_utils:topsort(graph()) end,
     fun() -> calendar:gregorian_days_to_date(738000) end,
     fun() -> base64:decode(base64:encode(<<"some bytes">>)) end,
     fun() -> lists:sort(maps:values(uri_string:parse("http://user@host:80/p?q#f"))) end,
     fun() -> filename:join(["a", "b", "../c.erl"]) end,
     fun() -> filename:rootname("x/y.beam") end,
     fun() -> proplists:get_value(b, [a, {b, 2}]) end,
     fun() -> {ok, Ts, _} = erl_scan:string("f(X) -> X + 1."), {ok, F} = erl_parse:parse_form(Ts), lists:flatten(erl_pp:form(F)) end,
     fun() -> unicode:characters_to_nfc_list([$e, 16#301]) end,
     fun() -> element(1, rand:uniform_s(1 bsl 10, rand:seed_s(exsss, 42))) end,
     fun() -> sofs:to_external(sofs:domain(sofs:relation([{1, a}, {2, b}]))) end,
     fun() -> binary:replace(<<"a-b-c">>, <<"-">>, <<"+">>, [global]) end,
     fun() -> timer:seconds(5) + timer:hms(1, 2, 3) end].

graph() ->
    G = digraph:new(),
    [digraph:add_vertex(G, V) || V <- [a, b, c]],
    digraph:add_edge(G, a, b),
    digraph:add_edge(G, b, c),
    G.
