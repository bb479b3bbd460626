%% SPDX-License-Identifier: Apache-2.0
%% Messages of a process with message_queue_data off_heap, however they are looked at, copied and collected.
-module(process_off_heap_messages).
-export([main/0]).

main() ->
    only_looked_at(), matched_by_guards_that_need_heap(), kept_after_their_receive(), deaths(), asked_for(), moved_between(),
    hibernated(), markers(), many().

%% What no receive has taken is not on the heap, wherever a receive has looked.
only_looked_at() ->
    P = spawn_opt(fun() -> takes_pids() end, [{message_queue_data, off_heap}]),
    P ! self(), receive ok -> ok end,
    {total_heap_size, Before} = process_info(P, total_heap_size),
    [P ! lists:duplicate(N, N) || N <- lists:seq(1, 300)],
    P ! self(), receive ok -> ok end,
    {total_heap_size, After} = process_info(P, total_heap_size),
    d(After =< Before), d(process_info(P, message_queue_len)), exit(P, kill),
    Q = spawn_opt(fun() -> takes_pids() end, [{message_queue_data, on_heap}]),
    Q ! self(), receive ok -> ok end,
    {total_heap_size, Before2} = process_info(Q, total_heap_size),
    [Q ! lists:duplicate(N, N) || N <- lists:seq(1, 300)],
    Q ! self(), receive ok -> ok end,
    {total_heap_size, After2} = process_info(Q, total_heap_size),
    d(After2 > Before2 + 10000), exit(Q, kill).

takes_pids() -> receive P when is_pid(P) -> P ! ok, takes_pids() end.

off_heap(F) ->
    {P, R} = spawn_opt(F, [monitor, {message_queue_data, off_heap}]),
    receive {'DOWN', R, process, P, Reason} -> Reason end.

%% A guard may collect while the message lies outside the heap: a small one, a large one, and one with a shared binary.
matched_by_guards_that_need_heap() ->
    d(off_heap(fun() ->
        Big = 1 bsl 200, Bin = binary:copy(<<"abc">>, 100),
        [self() ! {N, Big + N, lists:seq(1, N), Bin, 1.5e300 * N} || N <- lists:seq(1, 600)],
        Sum = guards(600, 0),
        exit({Sum, process_info(self(), message_queue_len)})
    end)).

guards(0, Sum) -> Sum;
guards(N, Sum) ->
    receive
        {N, B, L, Bin, F} when B * B * B * B * B * B * B * B rem 1000003 >= 0, length(L) * 1.0e300 * 1.0e-300 >= N - 0.5,
                               B * B * B - B * B * B =:= 0, byte_size(Bin) * B > B ->
            guards(N - 1, Sum + lists:sum(L) + byte_size(Bin) + trunc(F / 1.5e300) + (B - (1 bsl 200)))
    end.

kept_after_their_receive() ->
    d(off_heap(fun() ->
        [self() ! {N, [N, {N}], lists:duplicate(N, N), <<N:2400>>} || N <- lists:seq(1, 400)],
        Kept = [receive {N, A, B, C} -> {A, B, C} end || N <- lists:reverse(lists:seq(1, 400))],
        erlang:garbage_collect(),
        Same = [{[N, {N}], lists:duplicate(N, N), <<N:2400>>} || N <- lists:reverse(lists:seq(1, 400))],
        exit(Kept =:= Same)
    end)).

deaths() ->
    d(off_heap(fun() ->
        process_flag(trap_exit, true),
        Ps = [spawn_link(fun() -> exit({gone, N, lists:duplicate(N, N)}) end) || N <- lists:seq(1, 50)],
        Rs = [{N, element(2, spawn_opt(fun() -> exit({gone, N, [N]}) end, [{monitor, [{tag, {'DOWN', N, lists:seq(1, N)}}]}]))}
              || N <- lists:seq(1, 50)],
        register(some_name, spawn(fun() -> receive never -> ok end end)),
        R = monitor(process, some_name), exit(whereis(some_name), {kill, it}),
        receive {'DOWN', R, process, Where, {kill, it}} -> ok end,
        Links = [receive {'EXIT', P, {gone, N, L}} when length(L) =:= N -> N end || P <- lists:reverse(Ps)],
        erlang:garbage_collect(),
        Monitors = [receive {{'DOWN', N, T}, Ref, process, _, {gone, N, [N]}} -> length(T) end || {N, Ref} <- Rs],
        exit({Where, lists:sum(Links), lists:sum(Monitors), process_info(self(), messages)})
    end)).

asked_for() ->
    Self = self(),
    P = spawn_opt(fun() -> takes_pids() end, [{message_queue_data, off_heap}]),
    P ! {a, [1, 2, 3]}, P ! lists:seq(1, 400), P ! {<<0:1000>>, "x"}, P ! Self, receive ok -> ok end,
    {messages, [A, B, C]} = process_info(P, messages),
    d({A, length(B), C}), erlang:garbage_collect(P),
    d(process_info(P, messages) =:= {messages, [A, B, C]}), exit(P, kill),
    d(off_heap(fun() ->
        self() ! {a, [1, 2, 3]}, self() ! lists:seq(1, 400), self() ! last,
        {messages, Ms} = process_info(self(), messages),
        receive last -> ok end, receive {a, L} -> ok end, erlang:garbage_collect(),
        exit({length(Ms), hd(Ms), L, process_info(self(), message_queue_len)})
    end)).

moved_between() ->
    Queue = [{N, lists:duplicate(N, N), <<N:800>>} || N <- lists:seq(1, 300)],
    Fun = fun(From, To) -> fun() ->
        process_flag(message_queue_data, From),
        [self() ! M || M <- Queue],
        receive none -> ok after 0 -> ok end,
        From = process_flag(message_queue_data, To), erlang:garbage_collect(),
        {messages, Queue} = process_info(self(), messages),
        [self() ! {again, M} || M <- Queue],
        receive none -> ok after 0 -> ok end,
        To = process_flag(message_queue_data, From), erlang:garbage_collect(),
        exit([receive M -> N end || M = {N, _, _} <- Queue] =:= [receive {again, M} -> N end || M = {N, _, _} <- Queue])
    end end,
    d(off_heap(Fun(on_heap, off_heap))), d(off_heap(Fun(off_heap, on_heap))).

hibernated() ->
    [begin
        P = spawn_opt(fun() -> receive never -> ok after 0 -> erlang:hibernate(erlang, apply, [fun woken/2, [self(), Then]]) end end,
                      [{message_queue_data, off_heap}]),
        R = monitor(process, P), P ! {[self()], lists:seq(1, 100)}, P ! {now, [P]},
        receive {'DOWN', R, process, P, Reason} -> d(Reason) end
     end || Then <- [off_heap, on_heap]].

woken(P, Where) ->
    process_flag(message_queue_data, Where),
    receive {never, 1} -> ok after 0 -> ok end,
    L = lists:seq(1, 5000), erlang:garbage_collect(),
    receive {now, [P]} -> ok end, receive {[_], M} -> ok end,
    erlang:garbage_collect(), exit({length(L), length(M), process_info(self(), message_queue_len)}).

markers() ->
    d(off_heap(fun() ->
        Echo = spawn(fun Loop() -> receive {From, Ref, X} -> From ! {Ref, X}, Loop() end end),
        [self() ! {noise, N} || N <- lists:seq(1, 1000)],
        Sum = lists:sum([begin Ref = make_ref(), Echo ! {self(), Ref, [N]}, receive {Ref, [X]} -> X end end || N <- lists:seq(1, 500)]),
        exit({Sum, process_info(self(), message_queue_len)})
    end)).

%% A process that only receives, and needs no heap, keeps nothing of what it has received.
many() ->
    [begin
        P = spawn_opt(fun() -> forgets() end, [{message_queue_data, Where}]),
        Ms = [lists:seq(1, 10), lists:seq(1, 2000), <<0:4000>>],
        [begin P ! {self(), M}, receive ok -> ok end end || M <- Ms, _ <- lists:seq(1, 2000)],
        {total_heap_size, Words} = process_info(P, total_heap_size),
        {binary, Binaries} = process_info(P, binary),
        d({Words < 100000, length(Binaries) < 1000})
     end || Where <- [on_heap, off_heap]].

forgets() -> receive {P, _} -> P ! ok, forgets() end.

d(X) -> erlang:display(X).
