%% SPDX-License-Identifier: Apache-2.0
-module(module_attributes).
-export([main/0]).

main() -> d(length(proplists:get_value(vsn, ?MODULE:module_info(attributes)))),
    d({?FILE =/= "", ?LINE, ?FUNCTION_NAME, ?FUNCTION_ARITY, ?MODULE, ?OTP_RELEASE}).

d(X) -> erlang:display(X).
