#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%% Prints atomics.inc: steps on arrays of two cells, {flavour, step, function, arguments after the reference, result}. The
%% first step of a flavour makes its array.
main(_) ->
  rand:seed(exsss,{1,2,3}),
  [begin
    R = erts_internal:atomics_new(2, case S of signed -> 1; _ -> 0 end),
    [step(S,R,N) || N <- lists:seq(1,60)]
   end || S <- [signed, unsigned]],
  R = erts_internal:counters_new(2),
  [step(counters,R,N) || N <- lists:seq(1,50)].
val() -> V=[0,1,-1,(1 bsl 63)-1, 1 bsl 63, -(1 bsl 63), -(1 bsl 63)-1, (1 bsl 64)-1, 1 bsl 64, 17, -300, 1 bsl 59, 1 bsl 60, -(1 bsl 60), a, 1.0], lists:nth(rand:uniform(length(V)),V).
step(S,R,N) ->
  Ops = case S of counters -> [counters_get,counters_add,counters_put]; _ -> [get,put,add,add_get,exchange,compare_exchange] end,
  Op = lists:nth(rand:uniform(length(Ops)),Ops),
  I = case rand:uniform(12) of 1 -> 0; 2 -> 3; 3 -> -1; 4 -> a; _ -> 1 end,
  A = case Op of get -> [I]; counters_get -> [I]; compare_exchange -> [I,case rand:uniform(2) of 1 -> atomics:get(R,1); _ -> val() end,val()]; _ -> [I,val()] end,
  M = case S of counters -> erts_internal; _ -> atomics end,
  Res = try apply(M,Op,[R|A]) catch error:E -> {'!',E} end,
  io:format("{\"~p\", ~w, \"~w\", \"~w\", \"~w\"},~n",[S,N,Op,A,Res]).
