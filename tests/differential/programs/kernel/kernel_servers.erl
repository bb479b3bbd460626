%% SPDX-License-Identifier: Apache-2.0
%% What rests on the servers of kernel and on files: timers, names, groups, calls, tables and logs on disk, archives,
%% event handlers, logger's configuration, generators of parsers, transactions.
-module(kernel_servers).
-export([main/0, f/0, log/2]).

f() -> 42.

main() ->
    D = filename:join("/tmp", "gleamr_kernel_servers_" ++ os:getpid()),
    ok = file:make_dir(D),
    put(dir, D),
    S = self(),
    t(timer_send, fun() -> {ok, _} = timer:send_after(5, hello), receive hello -> got after 2000 -> timeout end end),
    t(timer_interval, fun() -> {ok, R} = timer:apply_interval(5, erlang, send, [S, tick]), Ticks = [receive tick -> ok after 2000 -> timeout end || _ <- [1, 2]], {Ticks, element(1, timer:cancel(R))} end),
    t(timer_kill, fun() -> P = spawn(fun() -> receive x -> ok end end), M = monitor(process, P), {ok, _} = timer:kill_after(5, P), receive {'DOWN', M, _, _, R} -> R after 2000 -> timeout end end),
    t(global, fun() -> {global:register_name(ks_name, S), global:whereis_name(ks_name) =:= S, lists:member(ks_name, global:registered_names()), global:unregister_name(ks_name), global:whereis_name(ks_name)} end),
    t(global_trans, fun() -> global:trans({ks_lock, S}, fun() -> inside end) end),
    t(pg, fun() -> {ok, P} = pg:start_link(ks_scope), ok = pg:join(ks_scope, g, S), L = pg:get_members(ks_scope, g), ok = pg:leave(ks_scope, g, S), X = {L =:= [S], pg:get_members(ks_scope, g)}, unlink(P), exit(P, kill), X end),
    t(rpc, fun() -> [rpc:call(node(), ?MODULE, f, []), rpc:call(node(), ?MODULE, none, []) =/= 42, erpc:call(node(), ?MODULE, f, []), erpc:multicall([node(), node()], ?MODULE, f, []), rpc:call('a@b', ?MODULE, f, [])] end),
    t(monitor_nodes, fun() -> [process_flag(monitor_nodes, true), process_flag(monitor_nodes, true), process_flag(monitor_nodes, false), process_flag(monitor_nodes, false), net_kernel:monitor_nodes(true), net_kernel:monitor_nodes(false, [nodedown_reason])] end),
    t(monitor_nodes_options, fun() -> [catch_(fun() -> process_flag({monitor_nodes, O}, true) end) || O <- [[], #{}, #{}, #{node_type => all}, #{node_type => x}, #{list => true}, #{list => false}, x, #{connection_id => true}]] end),
    t(dets, fun() -> {ok, T} = dets:open_file(ks_dets, [{file, path("dets")}]), ok = dets:insert(T, [{a, 1}, {b, 2}]), X = dets:lookup(T, a), ok = dets:close(T), {ok, T} = dets:open_file(ks_dets, [{file, path("dets")}]), Y = lists:sort(dets:match_object(T, '_')), ok = dets:close(T), {X, Y} end),
    t(disk_log, fun() -> {ok, L} = disk_log:open([{name, ks_log}, {file, path("log")}]), ok = disk_log:log(L, {a, 1}), ok = disk_log:log_terms(L, [b, c]), ok = disk_log:sync(L), {_, Ts} = disk_log:chunk(L, start), ok = disk_log:close(L), Ts end),
    t(tab2file, fun() -> T = ets:new(x, []), ets:insert(T, [{1, 2}, {3, 4}]), ok = ets:tab2file(T, path("tab")), {ok, T2} = ets:file2tab(path("tab")), lists:sort(ets:tab2list(T2)) end),
    t(zip, fun() -> {ok, {_, B}} = zip:create("x.zip", [{"a.txt", <<"hello">>}], [memory]), zip:unzip(B, [memory]) end),
    t(tar, fun() -> ok = erl_tar:create(path("t.tar"), [{"a.txt", <<"hello">>}], [compressed]), erl_tar:extract(path("t.tar"), [memory, compressed]) end),
    t(handlers, fun() -> gen_event:which_handlers(erl_signal_server) end),
    t(supervisors, fun() -> [is_list(supervisor:which_children(N)) || N <- [kernel_sup, kernel_safe_sup, logger_sup]] end),
    t(logger, fun() ->
        #{level := Level} = logger:get_primary_config(),
        ok = logger:add_handler(ks_handler, ?MODULE, #{config => S}),
        ok = logger:update_handler_config(default, level, none),
        ok = logger:set_primary_config(level, info),
        logger:error("text ~p", [1]), logger:warning(#{report => x}), logger:debug("not seen"), logger:info("info", [], #{meta => y}),
        error_logger:error_msg("old ~p", [2]), error_logger:info_report([{a, b}]),
        ok = logger:set_module_level(?MODULE, critical), logger:log(error, "of no module"),
        R = [receive {logged, L, M} -> {L, M} after 2000 -> timeout end || _ <- lists:seq(1, 6)],
        [logger:unset_module_level(?MODULE), logger:remove_handler(ks_handler), logger:update_handler_config(default, level, all), logger:set_primary_config(level, Level)] ++ R
    end),
    t(parsers, fun() ->
        ok = file:write_file(path("p.yrl"), "Nonterminals s. Terminals a b. Rootsymbol s. s -> a s : ['$1' | '$2']. s -> b : [].\n"),
        {ok, P} = yecc:file(path("p.yrl")),
        ok = file:write_file(path("l.xrl"), "Definitions.\nRules.\n[a-z] : {token, {list_to_atom(TokenChars), TokenLine}}.\n\\s : skip_token.\nErlang code.\n"),
        {ok, L} = leex:file(path("l.xrl")),
        [begin {ok, M, B} = compile:file(F, [binary]), {module, M} = code:load_binary(M, F, B) end || F <- [P, L]],
        {ok, Tokens, _} = l:string("a a b"),
        R = p:parse(Tokens),
        [begin code:delete(M), code:purge(M) end || M <- [p, l]],
        R
    end),
    t(xmerl, fun() -> {E, _} = xmerl_scan:string("<a b='c'>x<d/></a>"), {element(2, E), length(element(9, E)), lists:flatten(xmerl:export_simple([E], xmerl_xml))} end),
    t(json, fun() -> {iolist_to_binary(json:encode([1, 2.5, null, <<"x">>, #{a => true}])), json:decode(<<"{\"k\": [1, -2.0e3, \"\\u00e5\"]}">>)} end),
    ok = file:del_dir_r(D).

path(Name) -> filename:join(get(dir), Name).

log(#{level := Level, msg := {report, R}}, #{config := Pid}) when is_map(R) -> Pid ! {logged, Level, lists:sort(maps:to_list(R))};
log(#{level := Level, msg := Msg}, #{config := Pid}) -> Pid ! {logged, Level, Msg}.

catch_(F) -> try F() catch C:R -> {C, R} end.

t(Name, F) ->
    io:format("~p: ~tp~n", [Name, try F() catch C:E:St -> {C, E, [{M, Fn} || {M, Fn, _, _} <- lists:sublist(St, 4)]} end]).
