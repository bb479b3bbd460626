%% SPDX-License-Identifier: Apache-2.0
-module(exception_format_of_reports).
-export([main/0, id/1]).

main() ->
    try id(1) + id(a) catch C:R:S -> T = erl_error:format_exception(C, R, [F || {M, _, _, _} = F <- S, M =:= erlang orelse M =:= ?MODULE]),
    io:format("~ts~n", [re_cut(unicode:characters_to_list(T))]) end, try atom_to_list(id(1)) catch C2:R2:S2 -> [F1 | _] = S2, io:format("~ts~n", [erl_error:format_exception(C2, R2, [F1])]) end, try maps:get(id(a), #{}) catch C3:R3:S4 -> [F2 | _] = S4, io:format("~ts~n", [erl_error:format_exception(C3, R3, [F2])]) end.
re_cut(T) -> lists:flatten(lists:join($\n, [L || L <- string:split(T, "\n", all), string:find(L, "programs/") =:= nomatch])).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
