%% SPDX-License-Identifier: Apache-2.0
%% A place in a file whose name is empty is told as one in the module's own file; a name may have any characters.
-module(exception_unusual_file_names).
-export([main/0, empty/1, wide/1]).

main() -> [show(F) || F <- [empty, wide]].

show(F) ->
    try ?MODULE:F(0)
    catch error:_:S -> [{_, _, _, Where} | _] = S, erlang:display({F, Where})
    end.

-file("", 30).
empty(X) -> 1 / X.
-file("\x{e9}\x{20ac}\x{1F600}.hrl", 40).
wide(X) -> 1 / X.
