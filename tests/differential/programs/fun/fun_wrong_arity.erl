%% SPDX-License-Identifier: Apache-2.0
-module(fun_wrong_arity).
-export([main/0, id/1]).

main() ->
    F = fun(X) -> X end, [try Fn() catch C:R:_ -> d({C, case R of {badarity, {G, A}} -> {badarity, is_function(G), A}; _ -> R end}) end || Fn <- [fun() -> F() end, fun() -> F(1, 2) end, fun() -> apply(F, [1, 2, 3]) end, fun() -> (id(F))(1, 2, 3, 4) end, fun() -> (fun lists:map/2)(1) end]].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
