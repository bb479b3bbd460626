%% SPDX-License-Identifier: Apache-2.0
-module(exception_error_with_arguments).
-export([main/0, id/1]).

main() ->
    try error(id(my), id([1, 2])) catch error:my:S -> [{M, F, A, _} | _] = S, d({M, F, A}) end, try error(id(my), id([1]), [{error_info, #{cause => x}}]) catch error:my:S3 -> [{M3, F3, A3, I3} | _] = S3, d({M3, F3, A3, lists:keyfind(error_info, 1, I3)}) end, d([t(fun() -> error(a, id(L)) end) || L <- [none, x, [1 | 2]]]),
    d(t(fun() -> error(a, [], id(x)) end)).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
