%% SPDX-License-Identifier: Apache-2.0
%% What OTP's servers keep as persistent terms is there from the start.
%% alone
-module(global_persistent_terms_of_servers).
-export([main/0]).

main() ->
    Before = persistent_term:info(),
    #{count := Count} = Before,
    Keys = [K || {K, _} <- persistent_term:get()],
    io:format("~p~n", [length(Keys) =:= Count]),
    io:format("~p~n", [[lists:member(K, Keys) || K <- [{logger_config, '$primary_config$'}, logger_proxy, rex_nodes_observer, global_group]]]),
    #{level := notice} = logger:get_primary_config(),
    true = is_pid(whereis(kernel_sup)),
    io:format("~p~n", [persistent_term:info() =:= Before]).
