%% SPDX-License-Identifier: Apache-2.0
%% Native records, OTP 29 and later only.
-module(native_records).
-export([make/1, get/1, match/1, update/2]).
-record #point{x = 0, y = 0}.
make(X) -> #point{x = X}.
get(P) when is_record(P, point) -> P#point.y.
match(#point{x = X, y = Y}) -> {X, Y}.
update(P, Y) -> P#point{y = Y}.
