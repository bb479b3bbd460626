%% SPDX-License-Identifier: Apache-2.0
%% What open_port raises, and the description that goes with it.
-module(port_open_errors).
-export([main/0]).

main() ->
    Opens = [{{spawn_executable, "/no/such/file"}, []}, {{spawn_executable, "/etc/passwd"}, []},
             {{spawn_executable, "/etc/passwd/x"}, []}, {{spawn_executable, ""}, []}, {{spawn_executable, <<>>}, []},
             {{spawn, ""}, []}, {{spawn, 1}, []}, {{spawn, "a", b}, []}, {{spawn, [0]}, []}, {{spawn, [1.0]}, []},
             {{spawn, "cat", []}, [{packet, 1}]}, {spawn, []}, {{}, []}, {{nothing, "cat"}, []}, {"cat", []},
             {{spawn_driver, "no_such_driver"}, []}, {{spawn_driver, ""}, []},
             {{fd, 0}, []}, {{fd, a, 1}, []}, {{fd, 0, 1}, [exit_status]}, {{fd, 0, 1}, [{args, []}]},
             {{spawn, "cat"}, [{args, ["a"]}]}, {{spawn, "cat"}, [{arg0, "a"}]}, {{spawn, "cat"}, [{cd, <<>>}]},
             {{spawn, "cat"}, [{cd, 1}]}],
    [io:format("~p~n  ~p~n", [Open, caught(fun() -> open_port(Name, Settings) end)]) || {Name, Settings} = Open <- Opens].

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
