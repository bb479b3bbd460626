-module(code_init_ensure_loaded).
%% alone
%% init:ensure_loaded/1 loads while the system starts, as long as a program of -eval runs: from -pa folders, kernel and stdlib.
-export([main/0]).

main() ->
    io:format("~p~n", [init:get_status()]),
    io:format("~p~n", [[{M, erlang:module_loaded(M), init:ensure_loaded(M), erlang:module_loaded(M)}
                        || M <- [zip, zip, lists, init, disk_log, crypto, no_such_module, '', 'a/b']]]),
    io:format("~p~n", [zip:module_info(module)]),
    io:format("~p~n", [element(1, code:ensure_loaded(zip))]).
