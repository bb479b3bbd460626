%% SPDX-License-Identifier: Apache-2.0
%% Every size of integer literal, in patterns too.
-module(integer_literals_in_code).
-export([main/0, id/1]).

main() ->
    d([0, 1, -1, 255, 256, 2047, 2048, -2048, 65535, 65536, 16#7fffffff, 16#80000000, -16#80000000, 16#ffffffff,
       576460752303423487, 576460752303423488, -576460752303423488, -576460752303423489,
       1152921504606846975, 1152921504606846976, 16#7fffffffffffffff, 16#8000000000000000, 16#ffffffffffffffff,
       16#10000000000000000, -16#ffffffffffffffffffffffffffffffff]),
    d([p(id(V)) || V <- [0, -1, 2048, 1152921504606846976, -1152921504606846977, 16#ffffffffffffffff, 16#10000000000000000, 5]]).

p(0) -> zero;
p(-1) -> minus_one;
p(2048) -> k2;
p(1152921504606846976) -> big60;
p(-1152921504606846977) -> big_negative;
p(16#ffffffffffffffff) -> word;
p(16#10000000000000000) -> word_plus;
p(_) -> other.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
