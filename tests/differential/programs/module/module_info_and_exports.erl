%% SPDX-License-Identifier: Apache-2.0
-module(module_info_and_exports).
-export([main/0]).
-export([exported/2]).

main() -> d(?MODULE:module_info(module)),
    d(lists:sort(?MODULE:module_info(exports)) -- [{id, 1}]),
    d(erlang:function_exported(?MODULE, exported, 2)),
    d(erlang:function_exported(?MODULE, d, 1)),
    d(erlang:function_exported(erlang, abs, 1)),
    d(erlang:function_exported(no_module_here, f, 0)),
    d(is_list(?MODULE:module_info(compile))),
    d(is_list(?MODULE:module_info())),
    d(erlang:module_loaded(?MODULE)),
    d(erlang:module_loaded(no_module_here)),
    d(t(fun() -> ?MODULE:module_info(nope) end)),
    d(is_binary(?MODULE:module_info(md5))),
    d(erlang:is_builtin(erlang, abs, 1)),
    d(erlang:is_builtin(lists, map, 2)),
    d(erlang:check_process_code(self(), ?MODULE)).
exported(A, B) -> {A, B}.

t(F) -> try F() catch C:R -> {C, R} end.
d(X) -> erlang:display(X).
