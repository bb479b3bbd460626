%% SPDX-License-Identifier: Apache-2.0
%% A process that serves the I/O protocol for another.
-module(io_own_group_leader).
-export([main/0]).

main() -> Me = self(), P = spawn(fun() -> group_leader(Me, self()),
    io:format("~s-~w", ["x", 1]), io:put_chars("more"), io:nl(), Me ! done end),
    d(is_pid(P)),
    d(collect([])).
collect(Acc) -> receive {io_request, From, As, {put_chars, _, M, F, A}} -> From ! {io_reply, As, ok}, collect([unicode:characters_to_list(apply(M, F, A)) | Acc]); {io_request, From, As, {put_chars, _, C}} -> From ! {io_reply, As, ok}, collect([unicode:characters_to_list(C) | Acc]); done -> lists:reverse(Acc) end.

d(X) -> erlang:display(X).
