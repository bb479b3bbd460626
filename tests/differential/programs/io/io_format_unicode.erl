%% SPDX-License-Identifier: Apache-2.0
%% alone
-module(io_format_unicode).
-export([main/0]).

main() -> io:setopts([{encoding, unicode}]),
    io:format("~ts ~tp ~tw ~tc~n", ["Ωé日", "Ωé", "Ω", $Ω]),
    io:format("~tp ~p~n", [<<"Ωé"/utf8>>, <<"Ωé"/utf8>>]),
    io:format("~ts~n", [<<"Ωé"/utf8>>]),
    io:format("~tp ~tw~n", ['Ω', 'Ω']),
    io:format("~5ts|~-5ts|~.2ts~n", ["Ω", "日", "日本語"]), io:put_chars([937, "é", <<"日"/utf8>>, $\n]),
    io:format("~p ~p~n", ["Ω", 'Ω']).
