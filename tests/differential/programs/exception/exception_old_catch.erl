%% SPDX-License-Identifier: Apache-2.0
-module(exception_old_catch).
-export([main/0, id/1]).

main() ->
    d([catch throw(id(x)), catch id(y), (catch exit(id(r))), (catch exit({id(r), s}))]), {'EXIT', {R, [_ | _]}} = (catch error(id(e))),
    d(R), {'EXIT', {R2, [_ | _]}} = (catch 1 / id(0)),
    d(R2),
    d(catch (catch throw(id(1))) + id(1)),
    d(begin X = (catch throw(id(a))), {X, catch throw(b)} end), F = fun() -> catch throw(inner) end, d({F(), catch F()}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
