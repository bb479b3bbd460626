%% SPDX-License-Identifier: Apache-2.0
-module(list_hd_tl_errors).
-export([main/0, id/1]).

main() ->
    d([{t(fun() -> hd(id(X)) end), t(fun() -> tl(id(X)) end)} || X <- [[1], [1 | 2], [], a, {}, "ab"]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
