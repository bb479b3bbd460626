%% SPDX-License-Identifier: Apache-2.0
%% A receive whose timeout is none starts no search that the next receive would go on with.
-module(process_receive_after_bad_timeout).
-export([main/0, id/1]).

main() ->
    self() ! first,
    erlang:display(try receive other -> ok after id(wrong) -> ok end catch C:R -> {C, R} end),
    erlang:display(receive first -> found after 0 -> lost end),
    self() ! second,
    self() ! third,
    erlang:display(catch_reason(fun() -> receive other -> ok after id(-1) -> ok end end)),
    Ref = make_ref(),
    self() ! Ref,
    erlang:display(receive second -> found after 0 -> lost end),
    erlang:display(receive Ref -> found after 0 -> lost end),
    erlang:display(receive third -> found after 0 -> lost end).

catch_reason(F) -> try F() catch _:R -> R end.

id(X) -> X.
