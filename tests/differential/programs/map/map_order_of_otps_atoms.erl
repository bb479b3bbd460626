%% SPDX-License-Identifier: Apache-2.0
%% Atoms that OTP's machine has from its start are in its order in small maps, and spread over large maps as there.
-module(map_order_of_otps_atoms).
-export([main/0, id/1]).

main() ->
    d(id(#{value => 1, name => 2, type => 3, size => 4, id => 5, data => 6, status => 7, time => 8, count => 9, key => 10})),
    d(id(#{message => <<"m">>, line => 1, module => m, function => f, file => <<"f">>})),
    d(id(#{true => 1, false => 2, ok => 3, error => 4, undefined => 5, nil => 6, normal => 7, infinity => 8, '' => 9, '_' => 10})),
    d(maps:keys(id(#{exit => 1, throw => 2, badarg => 3, badmatch => 4, kill => 5, killed => 6, noproc => 7, 'DOWN' => 8, 'EXIT' => 9}))),
    d(maps:to_list(id(#{list => 1, atom => 2, integer => 3, float => 4, binary => 5, pid => 6, port => 7, type => 8}))),
    %% More than 32.
    Atoms = [ok, error, true, false, nil, undefined, normal, name, value, 'EXIT', ''],
    d(maps:keys(maps:from_keys([{A, I} || A <- Atoms, I <- lists:seq(1, 4)], x))),
    d(maps:keys(maps:from_keys([[A | I] || A <- Atoms, I <- lists:seq(1, 4)], x))),
    d(maps:keys(maps:from_keys([normal, ok, error, true, false, nil, undefined, name, value, 'EXIT', 'DOWN' | lists:seq(1, 30)], x))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> io:format("~p~n", [X]).
