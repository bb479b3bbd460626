%% SPDX-License-Identifier: Apache-2.0
%% alone
%% Modules whose natives come from a library that was opened while the program ran; the machine's own are none of them.
-module(os_taints).
-export([main/0]).

main() ->
    _ = zlib:zip(<<"a">>),
    show(),
    _ = crypto:hash(md5, <<"a">>),
    show(),
    code:purge(crypto),
    code:delete(crypto),
    code:purge(crypto),
    show(),
    _ = crypto:hash(md5, <<"a">>),
    show().

show() -> erlang:display(erlang:system_info(taints)).
