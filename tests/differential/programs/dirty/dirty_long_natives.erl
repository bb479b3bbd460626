%% SPDX-License-Identifier: Apache-2.0
%% A native with much to do lets other processes run meanwhile, with one scheduler too, and gives what it always gives.
%% not in mode: gc native_gc
-module(dirty_long_natives).
-export([main/0]).

main() ->
    Before = erlang:system_flag(schedulers_online, 1),
    N = 1000000,
    List = lists:seq(1, N),
    Half = lists:seq(1, N, 2),
    Bytes = binary:copy(<<"abcdefghijklmnop">>, 250000),
    Nested = [<<"abcd">>, "efgh" | [[$x, <<"y">>] || _ <- lists:seq(1, N)]],
    Pairs = [{I, I} || I <- lists:seq(1, N div 4)],
    Map = maps:from_list(Pairs),
    Term = {List, Half},
    External = term_to_binary(Term),
    Compressed = term_to_binary(Term, [compressed]),
    Calls = [
        {'++', fun() -> length(List ++ [x]) end},
        {'--', fun() -> length(List -- Half) end},
        {reverse, fun() -> hd(lists:reverse(List)) end},
        {member, fun() -> lists:member(N + 1, List ++ List) end},
        {keyfind, fun() -> lists:keyfind(N, 1, Pairs ++ Pairs ++ Pairs ++ Pairs) end},
        {list_to_tuple, fun() -> tuple_size(list_to_tuple(List)) end},
        {list_to_binary, fun() -> byte_size(list_to_binary(Nested)) end},
        {iolist_to_binary, fun() -> byte_size(iolist_to_binary(Nested)) end},
        {list_to_bitstring, fun() -> bit_size(list_to_bitstring([Nested, <<1:1>>])) end},
        {binary_to_list, fun() -> length(binary_to_list(Bytes)) end},
        {binary_to_list_3, fun() -> length(binary_to_list(Bytes, 2, 2000001)) end},
        {bitstring_to_list, fun() -> lists:last(bitstring_to_list(<<Bytes/binary, 1:1>>)) end},
        {term_to_binary, fun() -> term_to_binary(Term) =:= External end},
        {term_to_binary_2, fun() -> term_to_binary(Term, [compressed]) =:= Compressed end},
        {term_to_iovec, fun() -> iolist_to_binary(term_to_iovec(Term)) =:= External end},
        {external_size, fun() -> erlang:external_size(Term) =:= byte_size(External) end},
        {binary_to_term, fun() -> binary_to_term(External) =:= Term end},
        {binary_to_term_2, fun() -> element(2, binary_to_term(Compressed, [used])) =:= byte_size(Compressed) end},
        {md5, fun() -> erlang:md5(Bytes) end},
        {md5_update, fun() -> erlang:md5_final(erlang:md5_update(erlang:md5_init(), Bytes)) end},
        {crc32, fun() -> erlang:crc32(Bytes) end},
        {adler32, fun() -> erlang:adler32(1, Bytes) end},
        {from_list, fun() -> maps:from_list(Pairs) =:= Map end},
        {from_keys, fun() -> map_size(maps:from_keys(List, 0)) end},
        {keys, fun() -> lists:sort(maps:keys(Map)) =:= lists:seq(1, N div 4) end},
        {values, fun() -> length(maps:values(Map)) end},
        {merge, fun() -> map_size(maps:merge(Map, #{x => 1})) end}
    ],
    [erlang:display({Name, Call()}) || {Name, Call} <- Calls],
    erlang:display([Name || {Name, Call} <- Calls, not others_run(Call)] -- rest_is_quick()),
    %% What raises names itself and its arguments, as when it had little to do.
    Bad = List ++ x,
    [erlang:display(where(F)) || F <- [fun() -> Bad ++ [1] end, fun() -> lists:reverse(Bad) end, fun() -> list_to_binary(List) end,
                                       fun() -> binary_to_term(Bytes) end, fun() -> maps:from_list(List) end]],
    %% A process that is killed meanwhile is gone.
    {P, R} = spawn_monitor(fun() -> receive {go, L} -> exit({done, length(L -- Half)}) end end),
    P ! {go, List},
    exit(P, kill),
    receive {'DOWN', R, process, P, Why} -> erlang:display(Why) end,
    erlang:system_flag(schedulers_online, Before),
    ok.

%% Whether a process that is ready to run before the call has run when the call has returned.
others_run(Call) ->
    Me = self(),
    P = spawn(fun() -> receive go -> Me ! {went, self()} end end),
    erlang:yield(),
    P ! go,
    Call(),
    receive {went, P} -> true after 0 -> receive {went, P} -> false end end.

%% OTP makes some of these in one go, when it thinks that they are quick.
rest_is_quick() -> [list_to_tuple, keyfind, md5, md5_update, crc32, adler32, values, keys, external_size, merge].

where(F) ->
    try F() of X -> {ok, X}
    catch
        C:R:Stack ->
            [{M, N, As, _} | _] = Stack,
            {C, R, M, N, if is_list(As) -> length(As); true -> As end}
    end.
