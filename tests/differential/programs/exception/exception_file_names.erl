%% SPDX-License-Identifier: Apache-2.0
-module(exception_file_names).
-export([main/0, id/1]).

main() ->
    try id(1) + id(a) catch error:badarith:S -> [{M, _, _, L} | _] = [Fr || {M1, _, _, _} = Fr <- S, M1 =:= ?MODULE], d({M, filename:basename(proplists:get_value(file, L)), proplists:get_value(line, L)}) end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
