%% SPDX-License-Identifier: Apache-2.0
%% The frames of stack traces: which function, which line, arguments, error_info; how many.
-module(exception_frames_of_everything).
-export([main/0, deepb/1]).
id(X) -> X.
fr({M, F, A, L}) when is_list(L) -> {M, F, A, [{K, norm(V)} || {K, V} <- L, K =/= file]};
fr(X) -> X.
norm(#{} = M) -> lists:sort(maps:to_list(M));
norm(X) -> X.
upto([{?MODULE, main, _, _} = X | _]) -> [fr(X)];
upto([X | R]) -> [fr(X) | upto(R)];
upto([]) -> [].
t(N, F) ->
    try F() of V -> erlang:display({N, value, V})
    catch C:R:S -> erlang:display({N, C, R, length(S) =< 8, upto(S)}) end.
deep(0) -> 2 = id(1);
deep(N) -> X = deep(N - 1), id(X).
deepb(0) -> atom_to_list(id(1));
deepb(N) -> X = deepb(N - 1), id(X).
len(N, F) -> try F() catch _:_:S -> erlang:display({N, length(S), [{Fn, A} || {_, Fn, A, _} <- S]}) end.
e2(0, F) -> F();
e2(1, F) -> X = e2(0, F), id(X);
e2(2, F) -> X = e2(1, F), id(X);
e2(3, F) -> X = e2(2, F), id(X);
e2(4, F) -> X = e2(3, F), id(X);
e2(5, F) -> X = e2(4, F), id(X);
e2(6, F) -> X = e2(5, F), id(X);
e2(7, F) -> X = e2(6, F), id(X);
e2(8, F) -> X = e2(7, F), id(X);
e2(9, F) -> X = e2(8, F), id(X);
e2(10, F) -> X = e2(9, F), id(X);
e2(11, F) -> X = e2(10, F), id(X);
e2(12, F) -> X = e2(11, F), id(X).
thrower(X) -> throw({oops, X}).
loop(0, A) -> 1 div A;
loop(N, A) -> loop(N - 1, A).
w(X) when X > 0 -> ok.
-record(r, {a, b}).
main() ->
    t(1, fun() -> deep(3) end),
    len(2, fun() -> e2(12, fun() -> 2 = id(1) end) end),
    len(3, fun() -> e2(12, fun() -> atom_to_list(id(1)) end) end),
    len(4, fun() -> e2(12, fun() -> error(foo) end) end),
    len(5, fun() -> e2(12, fun() -> X = error(foo), id(X) end) end),
    len(6, fun() -> e2(12, fun() -> X = throw(foo), id(X) end) end),
    len(7, fun() -> e2(12, fun() -> X = exit(foo), id(X) end) end),
    len(8, fun() -> e2(12, fun() -> X = error(foo, [1, 2]), id(X) end) end),
    len(9, fun() -> e2(12, fun() -> id(1) + id(a) end) end),
    len(10, fun() -> e2(12, fun() -> X = w(id(0)), id(X) end) end),
    len(11, fun() -> e2(12, fun() -> X = nomod:f(id(0)), id(X) end) end),
    len(12, fun() -> e2(12, fun() -> X = (id(foo))(id(0)), id(X) end) end),
    len(13, fun() -> e2(12, fun() -> try error(x) catch error:x:S -> erlang:raise(error, y, S) end end) end),
    len(14, fun() -> e2(12, fun() -> element(id(3), {}) end) end),
    len(15, fun() -> e2(12, fun() -> case id(1) of 2 -> ok end end) end),
    t(20, fun() -> thrower(1) end),
    t(21, fun() -> X = thrower(1), id(X) end),
    t(22, fun() -> loop(5, 0) end),
    t(23, fun() -> [element(X, {}) || X <- [1, 2]] end),
    t(24, fun() -> << <<X>> || X <- [1, a]>> end),
    t(25, fun() -> [X || X <- id(foo)] end),
    t(26, fun() -> [X || <<X>> <= id(foo)] end),
    t(27, fun() -> K = id(k), #{K := V} = id(#{a => 1}), V end),
    t(28, fun() -> M = id(#{a => 1}), M#{b := 1} end),
    t(29, fun() -> M = id(foo), M#{b => 1} end),
    t(30, fun() -> R = id(foo), R#r.a end),
    t(31, fun() -> R = id(foo), R#r{a = 1} end),
    t(32, fun() -> if hd(tl([1])) -> 1; true -> id(2) end end),
    t(33, fun() -> X = id(0), if X > 0 -> 1 end end),
    t(34, fun() -> case id({a, [1, 2, 3]}) of b -> c end end),
    t(35, fun() -> try id(1) of 2 -> ok catch _:_ -> bad end end),
    t(36, fun() -> try error(a) after id(x) end end),
    t(37, fun() -> try error(a) catch throw:_ -> no end end),
    t(38, fun() -> catch error(a), error(b) end),
    t(39, fun() -> try error(a) catch error:a -> error(b) end end),
    t(40, fun() -> try error(a) catch C:R:S -> erlang:raise(C, R, S) end end),
    t(41, fun() -> try error(a) catch C:R:S -> erlang:raise(exit, {C, R}, S) end end),
    t(42, fun() -> erlang:raise(error, foo, []) end),
    t(43, fun() -> erlang:raise(error, foo, [{a, b, 1}]) end),
    t(44, fun() -> erlang:raise(error, foo, [{a, b, [1, 2], [{line, 4}, {file, "x"}]}]) end),
    t(45, fun() -> erlang:raise(foo, foo, []) end),
    t(46, fun() -> erlang:raise(error, foo, bar) end),
    t(47, fun() -> erlang:raise(error, foo, [{a, 1}]) end),
    t(48, fun() -> erlang:raise(throw, foo, [{fun lists:id/1, [a], []}]) end),
    t(49, fun() -> error(a, [1, 2]) end),
    t(50, fun() -> X = error(a, [1, 2]), id(X) end),
    t(51, fun() -> X = error(a, none), id(X) end),
    t(52, fun() -> X = error(a, foo), id(X) end),
    t(53, fun() -> X = error(a, [1], [{error_info, #{cause => x}}]), id(X) end),
    t(54, fun() -> X = error(a, [1], [{error_info, x}]), id(X) end),
    t(55, fun() -> X = error(a, [1], foo), id(X) end),
    t(56, fun() -> w(id(-1)) end),
    t(57, fun() -> (id(fun(a, b) -> c end))(1, 2) end),
    t(58, fun() -> Y = id(5), (id(fun(a, b) -> Y end))(1, 2) end),
    t(59, fun() -> Y = id(5), X = (id(fun(a, b) -> Y end))(1, 2), id(X) end),
    t(60, fun() -> <<_:8>> = id(<<1, 2>>) end),
    t(61, fun() -> <<(id(a)):8>> end),
    t(62, fun() -> <<1:(id(-1))>> end),
    t(63, fun() -> <<(id(a)):64/float>> end),
    t(64, fun() -> <<(id(abc))/binary>> end),
    t(65, fun() -> <<1, (id(<<1:3>>))/binary>> end),
    t(66, fun() -> <<(id(16#d800))/utf8>> end),
    t(67, fun() -> id(a) ! b end),
    t(68, fun() -> id(1) ! b end),
    t(69, fun() -> receive after id(a) -> b end end),
    t(70, fun() -> receive after id(-1) -> b end end),
    t(71, fun() -> receive after id(1 bsl 32) -> b end end),
    t(72, fun() -> receive after id(1 bsl 80) -> b end end),
    t(73, fun() -> receive after id(1.0) -> b end end),
    t(74, fun() -> receive x -> y after id(foo) -> b end end),
    t(75, fun() -> not id(1) end),
    t(76, fun() -> id(1) and true end),
    t(77, fun() -> id(1) andalso true end),
    t(78, fun() -> case id(1) andalso id(2) of true -> a end end),
    t(79, fun() -> id(a) + 1 end),
    t(80, fun() -> -id(a) end),
    t(81, fun() -> id(a) ++ [1] end),
    t(82, fun() -> id([1 | a]) ++ [1] end),
    t(83, fun() -> [1] -- id(a) end),
    t(84, fun() -> 1 / id(0) end),
    t(85, fun() -> 1 rem id(0) end),
    t(86, fun() -> 1 bsl id(a) end),
    t(87, fun() -> bnot id(a) end),
    t(88, fun() -> id(1.0) * id(a) end),
    t(89, fun() -> X = id(1.0e308), X * X * 2.0 end),
    t(90, fun() -> lists:nth(0, [1]) end),
    t(91, fun() -> lists:keyfind(a, 0, []) end),
    t(92, fun() -> lists:member(a, b) end),
    t(93, fun() -> maps:get(a, #{}) end),
    t(94, fun() -> maps:get(a, b) end),
    t(95, fun() -> map_get(a, b) end),
    t(96, fun() -> map_get(id(a), #{}) end),
    t(97, fun() -> binary:part(<<>>, 1, 2) end),
    t(98, fun() -> hd(id([])) end),
    t(99, fun() -> tl(id([])) end),
    t(100, fun() -> element(id(a), id({})) end),
    io_free().
io_free() ->
    erlang:display(catch id(a) + 1 =:= 3) ,
    erlang:display(case catch error(foo) of {'EXIT', {foo, [T | _]}} -> fr(T) end),
    erlang:display(catch throw(foo)), erlang:display(catch exit(foo)).
