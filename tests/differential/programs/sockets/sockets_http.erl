%% SPDX-License-Identifier: Apache-2.0
%% OTP's HTTP client and server, by the name of the host.
-module(sockets_http).
-export([main/0]).

main() ->
    {ok, _} = application:ensure_all_started(inets),
    Root = filename:join(os:getenv("TMPDIR", "/tmp"), "gleamr_http_" ++ os:getpid()),
    ok = file:make_dir(Root),
    Page = iolist_to_binary([["line ", integer_to_list(N), $\n] || N <- lists:seq(1, 5000)]),
    ok = file:write_file(filename:join(Root, "page.txt"), Page),
    {ok, Server} = inets:start(httpd, [{port, 0}, {server_name, "here"}, {server_root, Root}, {document_root, Root},
        {bind_address, {127, 0, 0, 1}}, {mime_types, [{"txt", "text/plain"}]}]),
    [{port, Port}] = httpd:info(Server, [port]),
    Url = "http://localhost:" ++ integer_to_list(Port),
    {ok, {{_, 200, _}, Headers, Body}} = httpc:request(get, {Url ++ "/page.txt", []}, [], [{body_format, binary}]),
    io:format("~p ~p~n", [Body =:= Page, proplists:get_value("content-length", Headers)]),
    {ok, {{_, 404, Reason}, _, _}} = httpc:request(Url ++ "/none.txt"),
    io:format("~p~n", [Reason]),
    Results = [begin {ok, {{_, Code, _}, _, _}} = httpc:request(get, {Url ++ "/page.txt", [{"range", "bytes=0-9"}]}, [], []), Code end
        || _ <- lists:seq(1, 10)],
    io:format("~p~n", [Results]),
    {error, {failed_connect, Why}} = httpc:request("http://127.0.0.1:1/"),
    io:format("~p~n", [lists:last(Why)]),
    inets:stop(httpd, Server),
    file:delete(filename:join(Root, "page.txt")),
    file:del_dir(Root).
