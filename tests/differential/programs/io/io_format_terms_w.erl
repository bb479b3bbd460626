%% SPDX-License-Identifier: Apache-2.0
-module(io_format_terms_w).
-export([main/0]).

main() ->
    [io:format("~w~n", [X]) || X <- [1, a, 'A b', "abc", [1, 2], [], {}, {1, {2}}, <<>>, <<"abc">>, <<1, 2, 3>>, <<1:3>>, <<255, 5:3>>, #{}, #{1 => a, 2 => "b"}, 1.5, [1 | 2], "é", [300], fun lists:map/2, #{"k" => #{1 => 2}}]].
