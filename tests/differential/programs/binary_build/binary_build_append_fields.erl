%% Fields of constant size behind a bitstring, which are written as one word if they are small integers of 64 bits at most; what
%% is not goes the long way, and so does what is wrong.
-module(binary_build_append_fields).
-export([main/0]).

main() ->
    Values = [0, 1, -1, 255, 256, 16#1234567, 1 bsl 58, 1 bsl 59 - 1, -(1 bsl 59), 1 bsl 59, 1 bsl 63, 1 bsl 64 + 5, -(1 bsl 70),
              a, 1.5, <<1>>, []],
    Bitstrings = [<<>>, <<1>>, <<5:3>>, binary:copy(<<7>>, 64), <<(binary:copy(<<9>>, 80))/binary, 1:1>>],
    Kinds = [fun one/2, fun two/2, fun whole/2, fun odd/2, fun wide/2, fun zero/2, fun bytes/2, fun signed/2, fun little/2,
             fun floating/2],
    [p({N, [try_it(F, B, V) || B <- Bitstrings, V <- Values]}) || {N, F} <- lists:enumerate(Kinds)],
    p(grow(<<>>, 0)),
    p(erlang:phash2([count(N, <<>>) || N <- lists:seq(0, 300)])),
    p(erlang:phash2([odd_loop(N, <<1:1>>) || N <- lists:seq(0, 300)])),
    p(branches()),
    p([try_it(fun(A, _) -> <<A/bits, 1:8>> end, B, 0) || B <- [a, 1, {}, "x", #{}]]).

one(B, V) -> <<B/bits, V:8>>.
two(B, V) -> <<B/bits, V:3, V:11, 5:7>>.
whole(B, V) -> <<B/bits, V:64>>.
odd(B, V) -> <<B/bits, V:1, V:62, V:1>>.
wide(B, V) -> <<B/bits, V:40, V:25>>.
zero(B, V) -> <<B/bits, V:0, V:8, V:0>>.
bytes(B, V) -> <<B/binary, V:16, V:16>>.
signed(B, V) -> <<B/bits, V:12/signed, V:12/unsigned>>.
little(B, V) -> <<B/bits, V:16/little, V:8>>.
floating(B, V) -> <<B/bits, V:8, V:32/float>>.

try_it(F, B, V) ->
    try F(B, V)
    catch C:E:Stack ->
        [{_, Name, _, Info} | _] = Stack,
        {C, E, Name, proplists:get_value(error_info, Info, none)}
    end.

%% Each result is appended to twice: the older one must stay as it was.
grow(B, 40) -> erlang:phash2(B);
grow(B, N) ->
    C = <<B/bits, N:5>>,
    D = <<B/bits, (N + 1):5>>,
    E = <<C/bits, D/bits, N:13>>,
    true = bit_size(E) =:= 2 * bit_size(B) + 23,
    Size = bit_size(B),
    <<B:Size/bits, L:5>> = C,
    <<B:Size/bits, M:5>> = D,
    {L, M} = {N band 31, (N + 1) band 31},
    grow(case bit_size(E) > 5000 of true -> C; false -> E end, N + 1).

count(0, Acc) -> Acc;
count(N, Acc) -> count(N - 1, <<Acc/bits, N:8>>).

odd_loop(0, Acc) -> Acc;
odd_loop(N, Acc) -> odd_loop(N - 1, <<Acc/bits, N:3, (N * 7):11, (N * 13):7>>).

branches() ->
    Root = count(100, <<>>),
    Self = self(),
    Pids = [spawn(fun() -> Self ! {self(), erlang:phash2([<<Root/bits, I:8>>, count(I, Root), <<Root/bits, I:3>>])} end)
            || I <- lists:seq(1, 20)],
    Theirs = [receive {Pid, Hash} -> Hash end || Pid <- Pids],
    {erlang:phash2(Theirs), erlang:phash2(Root), byte_size(<<Root/bits, 1:8>>)}.

p(T) -> io:format("~p~n", [T]).
