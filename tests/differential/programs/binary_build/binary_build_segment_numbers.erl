%% SPDX-License-Identifier: Apache-2.0
%% not in variant: r24
%% error_info counts the segments of the source, also where the compiler has joined some of them.
-module(binary_build_segment_numbers).
-export([main/0, id/1]).

main() ->
    A = id(some_atom), B = id(<<"abc">>),
    cause(fun() -> <<1:32, B/binary, A/binary>> end),
    cause(fun() -> <<1:32, "xyz", B/binary, A/binary>> end),
    cause(fun() -> <<"ab", 7, 1:16, A:8, B/binary>> end),
    cause(fun() -> <<B/binary, "ab", 7, A:8>> end).

cause(F) ->
    try F() catch error:_:S -> [{_, _, _, L} | _] = S, erlang:display(maps:get(cause, proplists:get_value(error_info, L))) end.
id(X) -> X.
