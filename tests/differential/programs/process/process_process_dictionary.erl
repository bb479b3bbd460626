%% SPDX-License-Identifier: Apache-2.0
-module(process_process_dictionary).
-export([main/0, id/1]).

main() ->
    d([put(id(k), 1), put(k, 2), get(k), get(nope), erase(k), erase(k), get(k)]), put(1, a), put({x}, b), put("s", c), put(1.0, d),
    d(lists:sort(get())),
    d(lists:sort([{X, is_float(X)} || X <- get_keys()])),  % 1 and 1.0 in either order
    d(get_keys(a)), put(z, a),
    d(lists:sort(get_keys(a))),
    d(lists:sort(erase())),
    d(get()), [put({k, I}, I) || I <- lists:seq(1, 1000)], d(lists:sum([get({k, I}) || I <- lists:seq(1, 1000)])), [erase({k, I}) || I <- lists:seq(1, 1000, 2)], d(length(get())), S = self(), spawn(fun() -> S ! get() end),
    d(receive X -> X end).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
