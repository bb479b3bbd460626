%% SPDX-License-Identifier: Apache-2.0
-module(guard_binary_part_and_sizes).
-export([main/0, id/1]).

main() -> d([f(id(X)) || X <- [<<"abc">>, <<"abd">>, <<"a">>, <<1:3>>, <<1:12>>, a]]).
f(X) when binary_part(X, 1, 2) =:= <<"bc">> -> bc;
f(X) when binary_part(X, {0, 3}) =:= <<"abd">> -> abd;
f(X) when bit_size(X) rem 8 =/= 0, byte_size(X) =:= 2 -> two;
f(X) when bit_size(X) =:= 3 -> three;
f(X) when is_bitstring(X) -> bits;
f(_) -> none.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
