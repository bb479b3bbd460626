%% What process_info(Pid, backtrace) shows: functions, y registers, catches; and what process_display/2 takes.
-module(process_backtrace).
-export([main/0, outer/2, inner/1]).

main() ->
    Pid = spawn(?MODULE, outer, [a_word, {1, "text", <<"bytes">>}]),
    receive after 50 -> ok end,
    {backtrace, Text} = process_info(Pid, backtrace),
    io:put_chars(without_addresses(Text)),
    io:format("~p~n", [[catch_class(fun() -> erlang:process_display(P, W) end) || {P, W} <- [{Pid, all}, {foo, backtrace}]]]),
    exit(Pid, kill),
    receive after 50 -> ok end,
    io:format("~p~n", [catch_class(fun() -> erlang:process_display(Pid, backtrace) end)]),
    process_flag(sensitive, true),
    io:format("~p~n", [catch_class(fun() -> erlang:process_display(self(), backtrace) end)]),
    io:format("~p~n", [process_info(self(), backtrace)]).

outer(Word, Data) ->
    Reply = (catch inner({Word, 7.5})),
    {Reply, Word, Data}.

inner(Pair) ->
    Made = make(Pair),
    receive {stop, Made} -> Pair end.

make({A, _}) -> [A, 1, 2].

catch_class(Fun) ->
    try Fun()
    catch error:Reason:Stack ->
            {M, F, A, Info} = hd(Stack),
            {Reason, M, F, length(A), proplists:get_value(error_info, Info)}
    end.

without_addresses(Text) ->
    lists:foldl(fun({From, To}, T) -> re:replace(T, From, To, [global]) end, Text,
                [{"0x[0-9a-f]+", "ADDRESS"}, {" \\+ [0-9]+", ""}]).
