%% SPDX-License-Identifier: Apache-2.0
%% Lines from 2^24 - 1 on are none.
-module(exception_line_that_does_not_fit).
-export([main/0]).

main() ->
    [try F(x) catch _:_:S -> erlang:display({element(2, hd(S)), element(4, hd(S))}) end
     || F <- [fun last/1, fun first_too_large/1, fun huge/1]].

-file("lines.erl", 16777213).
last(_) -> error(oops).
-file("lines.erl", 16777214).
first_too_large(_) -> error(oops).
-file("lines.erl", 100000000).
huge(_) -> error(oops).
