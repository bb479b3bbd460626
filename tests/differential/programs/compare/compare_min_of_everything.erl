%% SPDX-License-Identifier: Apache-2.0
-module(compare_min_of_everything).
-export([main/0, id/1]).

main() ->
    L = [<<"x">>, "list", {t, 1}, atom, 3.5, 12, #{k => v}, [], 1 bsl 90],
    d({lists:min(id(L)), lists:max(id(L)), lists:sort(id(L)), lists:reverse(lists:usort(L ++ L))}).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
