%% SPDX-License-Identifier: Apache-2.0
-module(binary_match_protocol_headers).
-export([main/0, id/1]).

main() ->
    d(ip(id(<<4:4, 5:4, 0, 40:16, 1:16, 2:3, 0:13, 64, 6, 16#abcd:16, 10, 0, 0, 1, 192, 168, 0, 1, "payload-here-longer-than">>))),
    d(t(fun() -> ip(id(<<4:4, 5:4, 0>>)) end)),
    d(tlv(id(<<1, 2:16, "ab", 2, 0:16, 3, 5:16, "hello", 9>>))).

ip(<<4:4, Hlen:4, Tos, Len:16, Id:16, Fl:3, Off:13, Ttl, P, Sum:16, Src:4/binary, Dst:4/binary, R/binary>>) when Hlen >= 5 ->
    O = (Hlen - 5) * 4, <<Opt:O/binary, Data/binary>> = R, {Hlen, Tos, Len, Id, Fl, Off, Ttl, P, Sum, Src, Dst, Opt, Data}.
tlv(<<T, L:16, V:L/binary, R/binary>>) -> [{T, V} | tlv(R)];
tlv(R) -> [{rest, R}].

%% Exported, so that the compiler knows nothing of the value.
id(X) -> X.
t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
