%% SPDX-License-Identifier: Apache-2.0
-module(control_maybe_expression).
-feature(maybe_expr, enable).
-export([main/0, id/1]).

main() -> d([m(id(X)) || X <- [{ok, 1}, {ok, 2}, {error, e}, other]]),
    d([n(id(X)) || X <- [{ok, {ok, 1}}, {ok, no}, no]]).

m(X) -> maybe {ok, Y} ?= X, true ?= Y > 1, {yes, Y} end.
n(X) -> maybe {ok, Y} ?= X, {ok, Z} ?= Y, Z else no -> none; {ok, _} -> other end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
