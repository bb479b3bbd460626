%% SPDX-License-Identifier: Apache-2.0
%% alone
%% Long work is done in slices: the result is the same for any size of them, and others run meanwhile.
%% not in mode: many many_yield
%% (There another process runs beside what is too short to be interrupted.)
-module(binary_module_in_slices).
-export([main/0, id/1]).

main() ->
    ok = logger:set_primary_config(level, none),  % the machine warns of what comes
    _ = erts_debug:set_internal_state(available_internal_state, true),
    Whole = [results(B) || B <- subjects()],
    d([limit(100)]),
    d([begin limit(N), {N, [results(B) || B <- subjects()] =:= Whole} end || N <- [64, 100, 101, 1000, 100000]]),
    d([limit(12), limit(default), limit(0)]),
    d([try limit(id(V)) catch C:R -> {C, R} end || V <- [-1, foo, 1.0]]),
    d([erlang:phash2(R) || R <- Whole]),
    _ = erts_debug:set_internal_state(available_internal_state, false),
    Long = binary:copy(<<"abcdefg">>, 3000000),
    d([others_run(F) || F <- [fun() -> binary:match(Long, <<"xy">>) end,
                              fun() -> binary:matches(Long, [<<"gh">>, <<"bb">>]) end,
                              fun() -> binary:copy(Long, 3) end,
                              fun() -> binary:longest_common_suffix([Long, binary:copy(Long)]) end]]).

limit(N) -> erts_debug:set_internal_state(binary_loop_limit, N).

%% Aligned, not aligned, a part of a larger one, short.
subjects() ->
    Text = iolist_to_binary([binary:copy(<<"abcdefghij">>, 60), "needle", binary:copy(<<"xyzz">>, 50), "needles"]),
    <<_:3, Bits/bitstring>> = <<5:3, Text/binary>>,
    <<_:40/binary, Part:500/binary, _/binary>> = Text,
    [Text, Bits, Part, <<"xyneedle">>].

results(B) ->
    Patterns = [<<"needle">>, <<"e">>, <<"zz">>, <<"z">>, B, <<"nowhere">>, [<<"cd">>, <<"cdef">>, <<"def">>, <<"z">>],
                [<<"abcdefghijabcdefghijx">>, <<"j">>, <<"ghija">>], [<<"needl">>, <<"needles">>, <<"zneedle">>]],
    Size = byte_size(B),
    Scopes = [[], [{scope, {Size, -Size div 2}}], [{scope, {3, Size - 5}}]],
    Searches = [{binary:match(B, P, S), binary:matches(B, P, S), binary:split(B, P, S), binary:split(B, P, [global, trim_all | S]),
                 binary:replace(B, P, <<"-">>, [global | S])} || P <- Patterns, S <- Scopes],
    Compiled = binary:compile_pattern([<<"z">>, <<"ef">>]),
    Last = binary:part(B, Size, -8),
    {Searches, binary:matches(B, Compiled), [binary:copy(B, N) || N <- [0, 1, 2, 5]],
     binary:longest_common_prefix([B, <<B/binary, "abc">>, B]), binary:longest_common_suffix([B, <<"abc", B/binary>>]),
     binary:longest_common_prefix([B, Last]), binary:longest_common_suffix([B, Last, B])}.

%% Whether another process gets on while F runs.
others_run(F) ->
    Count = counters:new(1, []),
    Other = spawn_link(fun() -> count(Count) end),
    wait_until(Count, 1),
    _ = F(),
    N = counters:get(Count, 1),
    _ = F(),
    Ran = counters:get(Count, 1) > N,
    unlink(Other),
    exit(Other, kill),
    Ran.

count(C) ->
    counters:add(C, 1, 1),
    erlang:yield(),
    count(C).

wait_until(C, N) ->
    case counters:get(C, 1) >= N of
        true -> ok;
        false -> erlang:yield(), wait_until(C, N)
    end.

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
