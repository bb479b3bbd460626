%% SPDX-License-Identifier: Apache-2.0
%% The server of standard error has a supervisor with a name, and tells the logger of requests if it is asked to.
-module(io_standard_error_log).
-export([main/0]).

main() ->
    R = monitor(process, standard_error_sup),
    receive {'DOWN', R, _, _, Why} -> io:format("~p~n", [Why]) after 100 -> io:format("alive~n") end,
    Self = self(),
    Device = spawn(fun F() -> receive {io_request, From, As, M} -> From ! {io_reply, As, ok}, Self ! M, F() end end),
    ok = logger:add_handler(log, logger_std_h, #{filter_default => stop, config => #{type => {device, Device}}}),
    [io:format("~p ~p~n", [L, io:setopts(standard_error, [{log, L}])]) || L <- [none, output, input, all, other, true]],
    io:format("~p~n", [proplists:get_value(log, io:getopts(standard_error))]),
    #{level := Level} = logger:get_primary_config(),
    logger:set_primary_config(level, all),
    logger:add_handler_filter(log, domain, {fun logger_filters:domain/2, {log, sub, [otp, kernel, io, output]}}),
    io:put_chars(standard_error, ""),
    receive {put_chars, unicode, Text} -> io:format("~p~n", [string:find(Text, "put_chars") =/= nomatch]) after 5000 -> io:format("nothing~n") end,
    io:setopts(standard_error, [{log, none}]),
    logger:set_primary_config(level, Level),
    logger:remove_handler(log).
