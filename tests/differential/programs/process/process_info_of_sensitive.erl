%% SPDX-License-Identifier: Apache-2.0
%% A sensitive process shows neither its dictionary, nor its messages, nor its stack.
-module(process_info_of_sensitive).
-export([main/0]).

main() ->
    Self = self(),
    P = spawn(fun() ->
                      put(secret, 1),
                      false = process_flag(sensitive, true),
                      Self ! ready,
                      receive go -> process_flag(sensitive, false) end,
                      Self ! ready,
                      receive never -> ok end
              end),
    receive ready -> ok end,
    P ! a_message,
    show(P),
    P ! go,
    receive ready -> ok end,
    show(P).

show(P) ->
    {dictionary, D} = process_info(P, dictionary),
    {messages, M} = process_info(P, messages),
    {backtrace, B} = process_info(P, backtrace),
    {_, V} = process_info(P, {dictionary, secret}),
    erlang:display({lists:keyfind(secret, 1, D), V, M, byte_size(B) > 20}).
