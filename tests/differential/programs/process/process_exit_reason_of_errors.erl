%% SPDX-License-Identifier: Apache-2.0
%% alone
-module(process_exit_reason_of_errors).
-export([main/0, id/1]).

main() -> logger:set_primary_config(level, none), process_flag(trap_exit, true),
    d([begin P = spawn_link(F), receive {'EXIT', P, R} -> case R of {X, [_ | _]} -> {X, trace}; _ -> R end end end || F <- [fun() -> error(e) end, fun() -> throw(t) end, fun() -> id(1) + a end, fun() -> {ok, _} = id(no) end]]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
