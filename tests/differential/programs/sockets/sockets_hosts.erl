%% SPDX-License-Identifier: Apache-2.0
%% Names of this machine, its interfaces, services.
-module(sockets_hosts).
-export([main/0]).

main() ->
    io:format("~p~n", [inet:getaddr("localhost", inet)]),
    io:format("~p~n", [inet:getaddrs("localhost", inet)]),
    io:format("~p~n", [inet:gethostbyname("localhost")]),
    io:format("~p~n", [inet:gethostbyname("127.0.0.1")]),
    io:format("~p~n", [inet:gethostbyaddr({127, 0, 0, 1})]),
    io:format("~p~n", [inet_gethost_native:gethostbyname("localhost", inet)]),
    io:format("~p~n", [inet_gethost_native:gethostbyaddr({127, 0, 0, 1})]),
    {ok, Name} = inet:gethostname(),
    io:format("~p~n", [is_list(Name) andalso Name =/= []]),
    {ok, Interfaces} = inet:getifaddrs(),
    {"lo", Lo} = lists:keyfind("lo", 1, Interfaces),
    io:format("~p~n", [Lo]),
    {ok, Names} = inet:getiflist(),
    io:format("~p~n", [lists:member("lo", Names)]),
    io:format("~p~n", [inet:ifget("lo", [addr, netmask, flags, mtu, hwaddr])]),
    io:format("~p~n", [inet:ifget("none", [addr])]),
    io:format("~p~n", [inet:getservbyname(http, tcp)]),
    io:format("~p ~p~n", [inet:getservbyname(nothing, tcp), inet:getservbyname("http", nothing)]),
    {ok, L} = gen_tcp:listen(0, [{active, false}]),
    {ok, Port} = inet:port(L),
    {ok, C} = gen_tcp:connect("localhost", Port, [inet]),
    {ok, C2} = gen_tcp:connect(localhost, Port, [inet]),
    io:format("~p~n", [[inet:peername(C) =:= {ok, {{127, 0, 0, 1}, Port}}, is_port(C2)]]).
