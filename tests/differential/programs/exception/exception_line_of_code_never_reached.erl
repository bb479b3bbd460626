%% SPDX-License-Identifier: Apache-2.0
%% A call has no line of its own where the compiler put it behind a handler that nothing reaches: it has the handler's.
-module(exception_line_of_code_never_reached).
-compile([no_copt, no_ssa_opt, no_bsm_opt, no_postopt]).
-export([main/0, id/1]).

main() -> [lines(F) || F <- [fun tested/0, fun plain/0, fun reached/0, fun local/0]].

lines(F) ->
    try F()
    catch C:R:S -> erlang:display({C, R, [element(4, X) || X <- S, element(1, X) =:= ?MODULE]})
    end.

tested() ->
    exit(is_atom(try error
                 catch error:badarith -> id(1)
                 end)).
plain() ->
    exit(try error
         catch error:badarith -> id(1)
         end).
reached() ->
    exit(is_atom(try id(error)
                 catch error:badarith -> id(1)
                 end)).
local() ->
    fail(try error
         catch error:badarith -> id(1)
         end).

fail(X) -> error(X).
%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
