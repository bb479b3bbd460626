%% SPDX-License-Identifier: Apache-2.0
-module(string_case_changes).
-export([main/0, id/1]).

main() ->
    d([{string:uppercase(id(S)), string:lowercase(S), string:titlecase(S), string:casefold(S)} || S <- ["abc", "ÅÄÖ", "ß", <<"Straße"/utf8>>, "ŒΣ", "ǆ", [16#130], "éa"]]),
    d([string:to_upper(id("aé1")), string:to_lower("AÉ1"), string:to_upper($a)]).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
