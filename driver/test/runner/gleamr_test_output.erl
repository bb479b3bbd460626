%% SPDX-License-Identifier: Apache-2.0
%% The group leader of tests: keeps what they write, until somebody takes it. Answers other requests as EUnit's does: there is
%% nothing to read, and no terminal.
-module(gleamr_test_output).
-export([start/0, take/1, is_above/0, init/0]).
-passing([start/0, take/1, is_above/0, init/0, loop/1]).

%% Linked to the caller, which it ends with.
start() -> spawn_link(?MODULE, init, []).

%% What was written since it was last taken, as UTF-8 wherever it was text.
take(Leader) ->
    Monitor = monitor(process, Leader),
    Leader ! {take, self(), Monitor},
    receive
        {Monitor, Written} ->
            demonitor(Monitor, [flush]),
            iolist_to_binary(lists:reverse(Written, []));
        {'DOWN', Monitor, process, Leader, _} -> <<>>
    end.

%% Whether the caller's output is being kept: it is a test, or was started by one.
is_above() ->
    case process_info(group_leader(), initial_call) of
        {initial_call, {?MODULE, init, 0}} -> true;
        _ -> false
    end.

init() -> loop([]).

loop(Written) ->
    receive
        {io_request, From, ReplyAs, Request} ->
            {Reply, More} = request(Request, Written),
            From ! {io_reply, ReplyAs, Reply},
            loop(More);
        {take, From, Tag} ->
            From ! {Tag, Written},
            loop([]);
        {get_output, From} ->  % eunit_proc:get_output/0
            Text = unicode:characters_to_list(iolist_to_binary(lists:reverse(Written, []))),
            From ! {output, if is_list(Text) -> Text; true -> [] end},
            loop(Written);
        _ -> loop(Written)
    end.

request({put_chars, Chars}, Written) -> put_chars(latin1, Chars, Written);
request({put_chars, Encoding, Chars}, Written) -> put_chars(Encoding, Chars, Written);
request({put_chars, M, F, As}, Written) -> request({put_chars, latin1, M, F, As}, Written);
request({put_chars, Encoding, M, F, As}, Written) ->
    try apply(M, F, As) of
        Chars -> put_chars(Encoding, Chars, Written)
    catch
        Class:Reason:Stack -> {{error, {Class, Reason, Stack}}, Written}
    end;
request({setopts, _}, Written) -> {ok, Written};
request(getopts, Written) -> {{error, enotsup}, Written};
request({get_geometry, _}, Written) -> {{error, enotsup}, Written};
request({requests, Requests}, Written) -> requests(Requests, {ok, Written});
request(Request, Written) when is_tuple(Request) ->
    case element(1, Request) of
        Get when Get =:= get_chars; Get =:= get_line; Get =:= get_until; Get =:= get_password -> {eof, Written};
        _ -> {{error, request}, Written}
    end;
request(_, Written) -> {{error, request}, Written}.

requests([Request | Rest], {ok, Written}) -> requests(Rest, request(Request, Written));
requests(_, Result) -> Result.

%% What is no text in its encoding is kept as the bytes that it is, if it is bytes at all.
put_chars(Encoding, Chars, Written) ->
    try unicode:characters_to_binary(Chars, Encoding, unicode) of
        Text when is_binary(Text) -> {ok, [Text | Written]};
        _ -> {ok, [iolist_to_binary(Chars) | Written]}
    catch
        _:_ -> {{error, put_chars}, Written}
    end.
