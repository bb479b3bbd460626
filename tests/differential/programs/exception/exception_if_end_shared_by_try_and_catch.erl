%% SPDX-License-Identifier: Apache-2.0
%% Without its optimisations the compiler makes one if_end of all that cannot happen ("none of the three classes"):
%% inside the try of the after and outside, both within the catch.
-module(exception_if_end_shared_by_try_and_catch).
-compile([no_copt, no_ssa_opt, no_bsm_opt, no_postopt, no_type_opt]).
-export([main/0]).

main() -> [erlang:display({X, flat(X)}) || X <- [[[1], [2]], [a | b], {[1]}]].

flat(X) ->
    case catch
            try lists:flatten(X)
            catch throw:T -> T
            after put(after_ran, X)
            end of
        {'EXIT', {Reason, _}} -> {exited, Reason, get(after_ran)};
        V -> V
    end.
