%% SPDX-License-Identifier: Apache-2.0
%% os:cmd/1,2.
-module(port_os_cmd).
-export([main/0]).

main() ->
    [io:format("~p~n", [os:cmd(C)]) ||
        C <- ["echo hello", "echo a; echo b >&2", "printf 'no newline'", "cat", "exit 3", "echo $((1+2))", "cd / && pwd", "(sleep 0.1; echo late) & echo now; wait",
              'echo atom', "echo 'quoted  text' # comment", "printf 'a\\nb\\n'", [101, $c, "ho nested ", [228]], "no_such_program_at_all 2>/dev/null", "", "true", "read x; echo got $x"]],
    io:format("~p~n", [os:cmd("printf abcdef", #{max_size => 3})]),
    io:format("~p~n", [os:cmd("cat /dev/zero", #{max_size => 5})]),
    io:format("~p~n", [os:cmd("echo x", #{max_size => infinity})]),
    io:format("~p~n", [length(os:cmd("head -c 200000 /dev/zero"))]),
    [io:format("~p~n", [caught(F)]) || F <- [fun() -> os:cmd(1) end, fun() -> os:cmd([a]) end, fun() -> os:cmd("x", foo) end, fun() -> os:cmd([$a, 0, $b]) end, fun() -> os:cmd(<<"echo">>) end]],
    io:format("~p~n", [os:cmd("echo x" ++ [0, 0])]),
    process_flag(trap_exit, true),
    os:cmd("true"),
    io:format("~p~n", [receive M -> M after 100 -> none end]),
    io:format("~p~n", [os:getpid() =:= string:trim(os:cmd("cut -d' ' -f4 /proc/$$/stat"))
                       orelse list_to_integer(os:getpid()) > 1]).

caught(F) ->
    try F() of
        Port when is_port(Port) -> catch port_close(Port), port;
        Value -> Value
    catch Class:Reason:Trace -> {Class, Reason, info(Trace)}
    end.
info([{M, F, A, Opts} | _]) ->
    case lists:keyfind(error_info, 1, Opts) of
        false -> {M, F, arity(A)};
        {error_info, Info} ->
            Where = maps:get(module, Info, M),
            {M, F, arity(A), Info, try Where:format_error(badarg, [{M, F, A, Opts}]) catch error:E -> E end}
    end.
arity(A) when is_list(A) -> length(A);
arity(A) -> A.
