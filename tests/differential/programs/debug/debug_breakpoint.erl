%% SPDX-License-Identifier: Apache-2.0
%% erts_debug:breakpoint/2: calls go to the error handler's breakpoint/3 until they may go on.
-module(debug_breakpoint).
-export([main/0, breakpoint/3, undefined_function/3, called/2, exported/1, never_called_before/1, loop/1]).

main() ->
    process_flag(error_handler, ?MODULE),
    show(before),
    d(set({?MODULE, called, 2}, true)),
    d(set({?MODULE, local, '_'}, true)),
    d(set({?MODULE, never_called_before, 1}, true)),
    show('with'),
    d(set({?MODULE, called, 2}, false)),
    d(set({?MODULE, local, 1}, false)),
    d(set({?MODULE, never_called_before, 1}, false)),
    show('after'),
    d([set(P, true) || P <- [{?MODULE, exported, 2}, {?MODULE, nobody, '_'}, {no_such_module, '_', '_'}, {?MODULE, called, 300},
                             {?MODULE, module_info, '_'}]]),
    d(catch ?MODULE:module_info(module)),
    d(set({?MODULE, module_info, '_'}, false)),
    d([set(P, V) || {P, V} <- [{{?MODULE, called, 2}, yes}, {{'_', called, 2}, true}, {{?MODULE, '_', 2}, true}, {called, true},
                               {{?MODULE, called}, true}, {{?MODULE, called, a}, true}, {{"m", called, 2}, true}]]),
    running().

%% In a process that is inside a function the next call of it is caught.
running() ->
    Me = self(),
    P = spawn(fun() -> process_flag(error_handler, ?MODULE), Me ! {self(), ready}, loop(Me) end),
    receive {P, ready} -> ok end,
    P ! turn,
    receive {P, turned} -> ok end,
    d(set({?MODULE, loop, 1}, true)),
    P ! turn,
    receive {P, turned} -> ok end,
    receive {P, caught} -> d(caught) end,
    d(set({?MODULE, loop, 1}, false)).

loop(Me) ->
    receive turn -> Me ! {self(), turned} end,
    loop(Me).

show(When) ->
    Fun = fun local/1,
    External = fun ?MODULE:called/2,
    d({When, called(a, 1), ?MODULE:called(b, [2]), tail(3), apply(?MODULE, called, [c, 4]), External(d, 5), local(6), Fun(7), lists:map(Fun, [8]),
       exported(9), never_called(When)}).

%% Its code is only made when it is first called.
never_called('with') -> ?MODULE:never_called_before(1);
never_called('after') -> never_called_before(2);
never_called(_) -> none.
never_called_before(X) -> {never, X}.

called(A, B) -> {called, A, B}.
exported(X) -> {exported, X}.
local(X) -> {local, X}.
tail(X) -> called(tail, X).

breakpoint(?MODULE, loop, [Me]) -> Me ! {self(), caught};
breakpoint(M, F, Args) -> {break, M, F, Args}.
undefined_function(M, F, Args) -> {undefined, M, F, Args}.

set(Pattern, Value) -> try erts_debug:breakpoint(Pattern, Value) catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
