%% SPDX-License-Identifier: Apache-2.0
%% Runs many programs in one real Erlang VM, so that the expected outputs of a
%% few hundred programs cost one start of `erl`. Each program runs in a process of
%% its own; its group leader here writes to the same file descriptor as
%% erlang:display/1, so that the order of the two is kept.
-module(batch).
-export([main/0]).

main() ->
    [run(list_to_atom(A)) || A <- init:get_plain_arguments()],
    halt(0).

run(M) ->
    logger:set_primary_config(level, none),  % also what the one before has left behind
    erlang:system_flag(schedulers_online, erlang:system_info(schedulers)),
    put_out(["\n@@begin ", atom_to_list(M), "\n"]),
    Leader = spawn(fun leader/0),
    {Pid, Ref} = spawn_monitor(fun() -> group_leader(Leader, self()), M:main() end),
    Reason = receive {'DOWN', Ref, process, Pid, R} -> R
             after 120000 -> exit(Pid, kill), timeout
             end,
    exit(Leader, kill),
    case Reason of
        normal -> put_out(["\n@@end ", atom_to_list(M), "\n"]);
        _ -> put_out(["\n@@crash ", io_lib:format("~0p", [Reason]), "\n"])
    end.

leader() ->
    receive
        {io_request, From, As, Request} ->
            From ! {io_reply, As, request(Request)},
            leader();
        _ -> leader()
    end.

request({put_chars, Encoding, Chars}) ->
    put_out(unicode:characters_to_binary(Chars, Encoding));
request({put_chars, Encoding, M, F, A}) ->
    try put_out(unicode:characters_to_binary(apply(M, F, A), Encoding))
    catch _:_ -> {error, F}
    end;
request({put_chars, Chars}) -> request({put_chars, latin1, Chars});
request({put_chars, M, F, A}) -> request({put_chars, latin1, M, F, A});
request({requests, Rs}) -> lists:foldl(fun(R, _) -> request(R) end, ok, Rs);
request({setopts, _}) -> ok;
request(getopts) -> [{encoding, unicode}];
request({get_geometry, _}) -> {error, enotsup};
request({get_until, _, _, _, _, _}) -> eof;
request({get_line, _, _}) -> eof;
request({get_chars, _, _, _}) -> eof;
request(_) -> {error, request}.

put_out({error, _, _}) -> {error, put_chars};
put_out({incomplete, _, _}) -> {error, put_chars};
put_out(Text) ->
    erlang:display_string(stdout, unicode:characters_to_list(iolist_to_binary(Text))),
    ok.
