%% SPDX-License-Identifier: Apache-2.0
%% Applications: loading, starting with those they need, environments, keys, stopping, what goes wrong.
-module(application_life).
-export([main/0, start/2, stop/1, prep_stop/1, config_change/3, init/1]).

main() ->
    #{level := Level} = logger:get_primary_config(),
    ok = logger:set_primary_config(level, none),
    show([lists:keymember(A, 1, application:which_applications()) || A <- [kernel, stdlib, al_top]]),
    show([application:get_key(kernel, mod), application:get_key(stdlib, registered), application:get_env(kernel, net_ticktime), application:get_env(stdlib, none)]),
    show([application:get_application(lists), application:get_application(kernel), application:get_application(self())]),
    D = filename:join("/tmp", "gleamr_application_life_" ++ os:getpid()),
    ok = file:make_dir(D),
    true = code:add_patha(D),
    app(D, al_base, [{env, [{a, 1}, {b, two}]}, {registered, [al_base_name]}, {mod, {?MODULE, base}}]),
    app(D, al_lib, [{vsn, "2.0"}, {modules, [al_lib_module]}]),
    app(D, al_top, [{applications, [kernel, stdlib, al_base, al_lib]}, {mod, {?MODULE, top}}, {env, [{a, top}]}]),
    app(D, al_bad, [{applications, [kernel, al_none]}, {mod, {?MODULE, bad}}]),
    app(D, al_crash, [{applications, [kernel]}, {mod, {?MODULE, crash}}]),
    app(D, al_error, [{applications, [kernel]}, {mod, {?MODULE, error}}]),
    app(D, al_optional, [{applications, [kernel, al_none]}, {optional_applications, [al_none]}]),
    ok = file:write_file(filename:join(D, "al_syntax.app"), "{application, al_syntax, [{vsn, }]}."),
    ok = file:write_file(filename:join(D, "al_wrong.app"), "{application, al_other, []}."),
    show([application:start(al_top), application:start(al_none), application:load(al_none), element(1, application:load(al_syntax)), application:load(al_wrong)]),
    show([application:get_env(al_base, a), application:load(al_base), application:load(al_base), application:get_env(al_base, a), lists:sort(application:get_all_env(al_base))]),
    show([application:set_env(al_base, a, 7), application:set_env(al_base, c, 3), application:get_env(al_base, c), application:unset_env(al_base, b),
          lists:sort(application:get_all_env(al_base)), application:get_env(al_base, b, default)]),
    show(application:ensure_all_started(al_top)),
    show([application:ensure_all_started(al_top), application:start(al_top), application:ensure_started(al_top)]),
    show([A || {A, _, _} <- application:which_applications(), lists:prefix("al_", atom_to_list(A))]),
    show([whereis(al_base_name) =/= undefined, application:get_application(whereis(al_base_name)), application:get_application(?MODULE)]),
    show([{K, application:get_key(al_top, K)} || K <- [description, vsn, modules, applications, mod, env, start_phases, maxT, none]]),
    {ok, Keys} = application:get_all_key(al_lib),
    show(lists:sort(Keys)),
    show([application:unload(al_top), application:stop(al_none), application:stop(al_base), application:which_applications() =/= []]),
    show([A || {A, _, _} <- application:which_applications(), lists:prefix("al_", atom_to_list(A))]),
    show([application:stop(al_top), application:stop(al_top), application:unload(al_top), application:unload(al_top), application:get_key(al_top, vsn)]),
    show(application:ensure_all_started(al_bad)),
    show([short(application:start(A)) || A <- [al_crash, al_error]]),
    show([short(application:ensure_all_started([al_lib, al_crash]))]),
    show(application:ensure_all_started(al_optional)),
    show([application:set_env([{al_lib, [{x, 1}, {y, 2}]}, {al_new, [{z, 3}]}]), application:get_env(al_lib, y), application:get_env(al_new, z)]),
    show([caught(fun() -> application:F(1) end) || F <- [start, stop, load, get_all_env]]),
    show([caught(fun() -> application:start(al_lib, wrong) end), application:permit(al_none, true)]),
    show(application:start({application, al_inline, [{vsn, "1"}, {applications, [kernel]}, {env, [{inline, true}]}]})),
    [application:load({application, al_inline, [{vsn, "1"}, {applications, [kernel]}, {env, [{inline, true}]}]}) || _ <- [1, 2]],
    show([application:get_env(al_inline, inline), application:start(al_inline)]),
    [begin application:stop(A), application:unload(A) end || A <- [al_top, al_base, al_lib, al_bad, al_crash, al_error, al_optional, al_inline, al_new]],
    show([A || {A, _, _} <- application:loaded_applications(), lists:prefix("al_", atom_to_list(A))]),
    ok = logger:set_primary_config(level, Level),
    code:del_path(D),
    ok = file:del_dir_r(D).

app(D, Name, Keys) ->
    Defaults = [{description, "an application"}, {vsn, "1.0"}, {modules, []}, {registered, []}, {applications, [kernel, stdlib]}],
    All = Keys ++ [Pair || {K, _} = Pair <- Defaults, not lists:keymember(K, 1, Keys)],
    ok = file:write_file(filename:join(D, atom_to_list(Name) ++ ".app"), io_lib:format("~p.~n", [{application, Name, All}])).

start(Type, crash) -> error({crash, Type});
start(_, error) -> {error, on_purpose};
start(Type, What) ->
    io:format("start ~p ~p~n", [Type, What]),
    {ok, Pid} = supervisor:start_link(?MODULE, What),
    {ok, Pid, What}.

prep_stop(State) -> io:format("prep_stop ~p~n", [State]), State.
stop(State) -> io:format("stop ~p~n", [State]).
config_change(_, _, _) -> ok.

init(base) -> {ok, {#{}, [#{id => a, start => {gen_event, start_link, [{local, al_base_name}]}}]}};
init(_) -> {ok, {#{}, []}}.

short({error, {A, R}}) when is_tuple(R) -> {error, A, element(1, R)};
short({error, R}) when is_tuple(R) -> {error, element(1, R)};
short(Other) -> Other.

caught(F) -> try F() catch C:R -> {C, R} end.

show(X) -> io:format("~tp~n", [X]).
