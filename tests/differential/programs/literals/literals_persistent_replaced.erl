%% SPDX-License-Identifier: Apache-2.0
%% A large persistent term that is replaced a thousand times is there once, and what was got of it before stays what it was: in
%% registers, on the stack, in the dictionary, in messages that nobody has looked at, in funs, with who hibernates.
-module(literals_persistent_replaced).
-export([main/0, sleeper/2]).

-define(KEY, {?MODULE, [key]}).

main() ->
    persistent_term:put(?KEY, value(0)),
    Self = self(),
    Holders = [spawn_link(fun() -> holder(Kind, Self) end) || Kind <- [stack, dictionary, queue, off_heap, closure, hibernate, timer]],
    [receive {ready, Pid} -> ok end || Pid <- Holders],
    Before = resident(),
    replace(1000, value(1000)),
    settle(),
    Growth = resident() - Before,
    erlang:display({small, any_memory() orelse Growth < 100_000_000}),
    [Pid ! {tell, Self} || Pid <- Holders],
    [erlang:display(receive {told, Pid, Answer} -> Answer end) || Pid <- Holders],
    erlang:display(persistent_term:get(?KEY) =:= value(1000)),
    erlang:display(persistent_term:erase(?KEY)),
    settle(),
    ok.

%% A sanitizer keeps what is freed (tests/support/sanitized.sh).
any_memory() -> os:getenv("ANY_MEMORY") =/= false.

%% 40,000 words and a binary.
value(N) ->
    {N, lists:seq(N, N + 20_000), binary:copy(<<N:32>>, 1000), fun() -> N end}.

replace(0, _) -> ok;
replace(N, Value) ->
    ok = persistent_term:put(?KEY, setelement(1, Value, 1001 - N)),
    N rem 100 =:= 0 andalso settle(),
    replace(N - 1, Value).

holder(stack, Parent) ->
    Value = persistent_term:get(?KEY),
    Parent ! {ready, self()},
    answer(fun() -> ok end, Value);
holder(dictionary, Parent) ->
    put(value, persistent_term:get(?KEY)),
    Parent ! {ready, self()},
    receive {tell, To} -> To ! {told, self(), same(get(value))} end;
holder(queue, Parent) ->
    self() ! {value, persistent_term:get(?KEY)},
    self() ! persistent_term:get(?KEY),
    Parent ! {ready, self()},
    receive
        {tell, To} ->
            receive {value, A} -> receive B when element(1, B) =:= 0 -> To ! {told, self(), same(A) andalso same(B)} end end
    end;
holder(off_heap, Parent) ->
    process_flag(message_queue_data, off_heap),
    holder(queue, Parent);
holder(closure, Parent) ->
    Value = persistent_term:get(?KEY),
    Fun = fun() -> Value end,
    Parent ! {ready, self()},
    receive {tell, To} -> To ! {told, self(), same(Fun())} end;
holder(hibernate, Parent) ->
    Value = persistent_term:get(?KEY),
    Parent ! {ready, self()},
    erlang:hibernate(?MODULE, sleeper, [Value, Parent]);
holder(timer, Parent) ->
    erlang:start_timer(1, self(), persistent_term:get(?KEY)),
    Long = erlang:start_timer(100_000_000, self(), persistent_term:get(?KEY)),
    Parent ! {ready, self()},
    receive {timeout, _, Value} -> receive {tell, To} -> erlang:cancel_timer(Long), To ! {told, self(), same(Value)} end end.

sleeper(Value, _) ->
    receive {tell, To} -> To ! {told, self(), same(Value)} end.

answer(Fun, Value) ->
    receive {tell, To} -> Fun(), To ! {told, self(), same(Value)} end.

same({0, List, Binary, Fun}) ->
    List =:= lists:seq(0, 20_000) andalso Binary =:= binary:copy(<<0:32>>, 1000) andalso Fun() =:= 0.

%% Until the process of the machine that frees literals has nothing to do.
settle() ->
    [Pid] = [P || P <- processes(), process_info(P, initial_call) =:= {initial_call, {erts_literal_area_collector, start, 0}}],
    Ref = make_ref(),
    Pid ! {get_status, Ref, self()},
    receive
        {Ref, idle} -> ok;
        {Ref, _} -> receive after 1 -> settle() end
    end.

%% Bytes.
resident() ->
    {ok, File} = file:open("/proc/self/statm", [read]),
    {ok, Line} = file:read_line(File),
    ok = file:close(File),
    [_, Pages | _] = string:lexemes(Line, " "),
    4096 * list_to_integer(Pages).
