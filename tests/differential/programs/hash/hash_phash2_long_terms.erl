%% SPDX-License-Identifier: Apache-2.0
-module(hash_phash2_long_terms).
-export([main/0, id/1]).

main() -> d(erlang:phash2(lists:seq(1, 10000))),
    d(erlang:phash2(list_to_tuple(lists:seq(1, 10000)))),
    d(erlang:phash2(binary:copy(<<"abc">>, 5000))),
    d(erlang:phash2([{I, integer_to_list(I), <<I:32>>} || I <- lists:seq(1, 1000)])), <<_:3, B/bits>> = binary:copy(<<"xyz">>, 100),
    d(erlang:phash2(id(B))).

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
d(X) -> erlang:display(X).
