%% SPDX-License-Identifier: Apache-2.0
%% What a merged map has in common with those it is made of: all of one, or its keys.
-module(map_merge_shares_keys).
-export([main/0, id/1]).

main() ->
    Literal = #{"hi" => "hello", int => 3, <<"key">> => <<"value">>},
    Keys = keys(Literal),
    d({left_keys, erts_debug:same(keys(maps:merge(Literal, #{int => id(4)})), Keys)}),
    d({right_map, erts_debug:same(maps:merge(#{int => id(4)}, Literal), Literal)}),
    Made = maps:put(int, 4, maps:remove(int, Literal)),
    d({made, erts_debug:same(keys(Made), Keys)}),
    d({literal_second, erts_debug:same(maps:merge(Made, Literal), Literal), erts_debug:same(keys(Made), Keys)}),
    d({literal_first, erts_debug:same(maps:merge(Literal, Made), Made), erts_debug:same(keys(Made), Keys), Made}),
    Received = receive_it(maps:put(int, 5, maps:remove(int, Literal))),
    d({received, erts_debug:same(maps:merge(Literal, Received), Received), erts_debug:same(keys(Received), Keys)}),
    A = maps:put(int, 6, maps:remove(int, Literal)),
    B = maps:put(int, 7, maps:remove(int, Literal)),
    d({no_literal, erts_debug:same(maps:merge(A, B), B), erts_debug:same(keys(A), keys(B))}),
    garbage_collect(),
    d([erts_debug:same(keys(M), Keys) || M <- [Made, Received]]),
    d([Made, Received, A, B]).

receive_it(M) ->
    self() ! M,
    receive X -> X end.

keys(M) -> erts_internal:map_to_tuple_keys(M).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
