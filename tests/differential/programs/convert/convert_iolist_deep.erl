%% SPDX-License-Identifier: Apache-2.0
-module(convert_iolist_deep).
-export([main/0, id/1]).

main() ->
    L = lists:foldl(fun(X, A) -> [A, X rem 256] end, [], lists:seq(1, 200000)), B = iolist_to_binary(id(L)),
    d({byte_size(B), erlang:phash2(B), iolist_size(L)}), R = lists:foldl(fun(X, A) -> [X rem 256 | [A]] end, <<"end">>, lists:seq(1, 100000)),
    d({iolist_size(R), erlang:phash2(iolist_to_binary(R))}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
