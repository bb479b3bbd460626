%% SPDX-License-Identifier: Apache-2.0
%% A key is made of a password on a dirty thread, as a large code is: the only scheduler online ticks meanwhile.
-module(dirty_key).
-export([main/0]).

main() ->
    _ = erlang:system_flag(schedulers_online, 1),
    Me = self(),
    spawn_link(fun() -> Me ! {key, crypto:pbkdf2_hmac(sha256, <<"secret">>, <<"salt">>, 1000000, 32)} end),
    Ticks = ticks(0),
    receive {key, Key} -> erlang:display({Ticks >= 10, binary:encode_hex(Key)}) end,
    Large = binary:copy(<<"0123456789">>, 1 bsl 18),
    erlang:display(binary:encode_hex(crypto:mac(hmac, sha, <<"key">>, Large))),
    State = crypto:mac_update(crypto:mac_init(hmac, sha256, <<"key">>), Large),
    erlang:display(binary:encode_hex(crypto:mac_final(crypto:mac_update(State, <<"more">>)))),
    erlang:display(catch_(fun() -> crypto:pbkdf2_hmac(sha256, <<"p">>, <<"s">>, 0, 32) end)),
    erlang:display(catch_(fun() -> crypto:pbkdf2_hmac(sha256, p, <<"s">>, 10, 32) end)).

ticks(N) ->
    receive after 2 -> ok end,
    {message_queue_len, Length} = process_info(self(), message_queue_len),
    case Length of
        0 -> ticks(N + 1);
        _ -> N
    end.

catch_(F) ->
    try F() catch error:{Tag, _, Text}:Stack ->
        {Tag, Text, [{M, N} || {M, N, _, _} <- Stack, M =:= crypto]}
    end.
