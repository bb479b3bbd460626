%% SPDX-License-Identifier: Apache-2.0
-module(binary_build_string_segments).
-export([main/0]).

main() ->
    d([<<"abc">>, <<"abc":16>>, <<"abc":4>>, <<"é">>, <<"Ω">>, <<"abc"/little>>, <<"ab":16/little>>, <<1, "x", 2>>, <<"">>, <<"a\n\t\"\\">>]).

d(X) -> erlang:display(X).
