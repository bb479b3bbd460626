%% SPDX-License-Identifier: Apache-2.0
-module(compare_binaries).
-export([main/0, id/1]).

main() ->
    Bs = [<<>>, <<0>>, <<1>>, <<0, 0>>, <<0:1>>, <<1:1>>, <<1:7>>, <<255>>, <<255:9>>, <<127:7>>, <<"abc">>, <<"abd">>, <<"ab">>, <<"abc", 1:1>>, <<"abc", 0:1>>],
    d(lists:sort(id(Bs))),
    [d({A, [id(A) < id(B) || B <- Bs], [id(A) =:= id(B) || B <- Bs]}) || A <- Bs].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
