%% SPDX-License-Identifier: Apache-2.0
%% The loader was woken by a message and code_server by a name: whoever reads a table of the application controller next
%% still sees it whole.
-module(application_key_after_code_path).
-export([main/0]).

main() ->
    true = is_list(code:get_path()),
    {ok, Version} = application:get_key(kernel, vsn),
    true = lists:keymember(kernel, 1, application:loaded_applications()),
    erlang:display({is_list(Version), application:get_key(stdlib, mod), application:get_key(nothing, vsn)}).
