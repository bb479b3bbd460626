%% SPDX-License-Identifier: Apache-2.0
%% alone
%% erl_ddll: drivers that are linked in, files that are no drivers or are not there, monitors that answer at once, what each
%% function refuses, and the texts of all errors.
-module(port_driver_libraries).
-export([main/0]).

main() ->
    show(erl_ddll:loaded_drivers()),
    show([erl_ddll:info(), erl_ddll:start(), erl_ddll:stop()]),
    Names = [tcp_inet, "udp_inet", <<"ram_file_drv">>, ["tcp_", <<"inet">>], "tcp_inet\0x", spawn, "fd", vanilla, nothing, "", '', [256], 'é', "é",
             [$a | <<"b">>], [$a | b], 1, self, [a], <<1:3>>],
    Tags = [processes, driver_options, port_count, linked_in_driver, permanent, awaiting_load, awaiting_unload, x, "x", 1],
    [asked(info, [N]) || N <- Names],
    [asked(info, [N, T]) || N <- [tcp_inet, nothing, 1], T <- Tags],
    loading(Names),
    unloading(Names),
    monitors(Names),
    errors(),
    files().

loading(Names) ->
    [asked(try_load, ["/none", N, []]) || N <- Names],
    [asked(try_load, [P, N, []]) || N <- [nothing, tcp_inet],
                                    P <- ["/none", <<"/none">>, '/none', ["/no", "ne"], ["/no", <<"ne">>], ["/no", ne], "", <<>>, '', "/", "/none//", "none", "/none\\", "/no\0ne",
                                          <<"/none\0">>, <<"/no\0ne">>, [300], [-1], [$a | b], 1, {x}]],
    [asked(try_load, ["/none", N, O]) || N <- [nothing, tcp_inet], O <- load_options()],
    [asked(F, ["/none", N]) || F <- [load, load_driver, reload, reload_driver], N <- [nothing, tcp_inet, 1]].

load_options() ->
    [[{driver_options, []}], [{driver_options, [kill_ports]}], [{driver_options, [kill_ports, kill_ports]}], [{driver_options, [x]}],
     [{driver_options, kill_ports}], [{driver_options, [kill_ports | x]}], [kill_ports],
     [{monitor, pending}], [{monitor, pending_driver}], [{monitor, x}], [{monitor, pending_process}], [monitor],
     [{reload, pending}], [{reload, pending_driver}], [{reload, x}], [{reload, pending}, {monitor, pending}, {driver_options, [kill_ports]}],
     [{x, y}], [{"monitor", pending}], [{monitor, pending, x}], x, [{monitor, pending} | x], #{}].

unloading(Names) ->
    [asked(F, [N]) || F <- [unload, unload_driver], N <- Names],
    [asked(try_unload, [N, O]) || N <- [nothing, tcp_inet, 1],
                                  O <- [[], [kill_ports], [{monitor, pending}], [{monitor, pending_driver}, kill_ports], [{monitor, x}], [x], [{reload, pending}],
                                        [{monitor, pending, x}], x, [kill_ports | x]]].

monitors(Names) ->
    [begin
         Asked = try erl_ddll:monitor(Tag, Item) of R when is_reference(R) -> R catch C:Why -> {C, Why} end,
         Told = receive {Up, Asked, Kind, Name, What} -> {Up, Kind, Name, What} after 0 -> nothing end,
         show({Tag, Item, is_reference(Asked) orelse Asked, Told, is_reference(Asked) andalso erl_ddll:demonitor(Asked)})
     end || {Tag, Item} <- [{driver, {N, W}} || N <- Names, W <- [loaded, unloaded, unloaded_only, x]] ++
                [{process, {tcp_inet, loaded}}, {driver, tcp_inet}, {driver, {tcp_inet}}, {driver, {tcp_inet, loaded, x}}, {driver, []}]],
    [show(try_(demonitor, [R])) || R <- [make_ref(), alias(), x, self(), 1, erlang:list_to_ref("#Ref<0.1.2.3>")]],
    {messages, []} = process_info(self(), messages).

errors() ->
    Atoms = [inconsistent, linked_in_driver, permanent, not_loaded, not_loaded_by_this_process, not_pending, already_loaded, pending_reload, pending_process,
             load_cancelled, no_error, no_driver_init, driver_init_failed, bad_driver_name, driver_name_to_long, driver_incorrect_version, no_ddll_available,
             unspecified_error, symbol_not_found],
    [show({E, try_(F, [E])}) || F <- [format_error, format_error_int], E <- Atoms ++
        [no_such_error, "text", 1, {open_error, x}, {open_error}, {x, 1}, {open_error, 1.0}, {open_error, 1 bsl 70}] ++
        [{open_error, N} || N <- [1, 0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -10000, 1 bsl 40]]].

%% Errors of the linker have numbers in the order in which they come up.
files() ->
    Folder = filename:join("/tmp", "gleamr_port_driver_libraries_" ++ os:getpid()),
    ok = file:make_dir(Folder),
    Write = fun(Name, Bytes) -> ok = file:write_file(filename:join(Folder, Name ++ ".so"), Bytes) end,
    Write("short", "no"),
    Write("long", lists:duplicate(1000, $x)),
    Write("other", [127, "ELF", 1, 1, 1, lists:duplicate(1000, 0)]),
    ok = file:make_dir(filename:join(Folder, "folder.so")),
    Library = hd(filelib:wildcard("/lib/*/libanl.so.1") ++ filelib:wildcard("/lib*/libanl.so.1")),
    ok = file:make_symlink(Library, filename:join(Folder, "library.so")),
    [begin
         {error, Error} = Answer = erl_ddll:load(Folder, Name),
         show({Name, Answer, without(Folder, erl_ddll:format_error(Error))})
     end || Name <- ["none", "short", long, "library", other, "folder", "library", "none", "short"]],
    [show({N, without(Folder, erl_ddll:format_error({open_error, N}))}) || N <- lists:seq(-17, -10)],
    show([erl_ddll:info(), erl_ddll:loaded_drivers()]),
    ok = file:del_dir_r(Folder).

without(Folder, Text) -> string:replace(Text, Folder, "FOLDER").

asked(F, A) -> show({F, A, try_(F, A)}).

try_(F, A) ->
    try apply(erl_ddll, F, A) catch C:R:S -> {C, R, {element(1, hd(S)), element(2, hd(S)), [E || {error_info, _} = E <- element(4, hd(S))]}} end.

show(X) -> io:format("~tp~n", [X]).
