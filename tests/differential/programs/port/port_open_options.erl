%% SPDX-License-Identifier: Apache-2.0
%% Options that are none, and those that exclude each other.
-module(port_open_options).
-export([main/0]).

main() ->
    Settings = [[foo], foo, [binary | foo], [{packet, 3}], [{packet, 0}], [{packet, a}], [{packet}], [{line, 0}], [{line, -1}],
                [{line, a}], [{env, foo}], [{env, [foo]}], [{env, [{"a=b", "c"}]}], [{env, [{"a", c}]}], [{env, [{a, "c"}]}],
                [{env, [{"a", "b"} | c]}], [{env, [{<<"a">>, "b"}]}], [{args, foo}], [{args, [foo | bar]}], [{args, [1]}],
                [{arg0, 1}], [{parallelism, maybe_}], [{busy_limits_port, 1}], [{busy_limits_port, {0, 1}}],
                [{busy_limits_port, {1, 0}}], [{busy_limits_port, {1, -1}}], [{busy_limits_port, {1, 1 bsl 64}}],
                [{busy_limits_port, {1, 1 bsl 64 - 1}}], [{busy_limits_msgq, {a, 1}}], [{busy_limits_msgq, enabled}],
                [{line, 5}, {packet, 2}], [stderr_to_stdout, nouse_stdio], [{hide, true}], [in, out, {eof}]],
    [io:format("~p ~p~n", [S, caught(fun() -> open_port({spawn_executable, "/bin/true"}, S) end)]) || S <- Settings],
    Good = [[], [in], [out], [in, out], [stream], [{packet, 2}, stream, {line, 5}], [line], [hide], [overlapped_io], [use_stdio],
            [nouse_stdio], [nouse_stdio, use_stdio, stderr_to_stdout], [{parallelism, true}, {parallelism, false}],
            [{busy_limits_port, disabled}], [{busy_limits_port, {10, 5}}], [{busy_limits_port, {1, 1 bsl 64 - 2}}],
            [{busy_limits_msgq, disabled}], [{busy_limits_msgq, {1, 2}}], [{args, []}], [{args, [a, "b", <<"c">>, []]}],
            [{arg0, ""}], [{env, []}], [{env, [{"A", false}, {"B", []}, {"C", "d"}]}], [{cd, []}], [{cd, '/tmp'}], [{cd, "/"}]],
    [io:format("~p ~p~n", [S, caught(fun() -> open_port({spawn_executable, "/bin/true"}, S) end)]) || S <- Good].

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
