%% SPDX-License-Identifier: Apache-2.0
%% erlang:decode_packet/3: every format, whole, in parts and damaged; options; lines of HTTP, strange ones and random ones.
-module(packet_formats).
-export([main/0]).

main() ->
    Types = [raw, 0, 1, 2, 4, asn1, sunrm, cdr, fcgi, line, tpkt, ssl_tls, http, httph, http_bin, httph_bin],
    [show({T, [dp(T, B, []) || B <- [<<>>, <<1>>, <<3, "abcde">>, <<0, 3, "abcde">>, <<0, 0, 0, 3, "abcde">>, <<128, 0, 0, 3, "abcde">>,
                                     <<255, 255, 255, 255, "x">>, <<3, 0, 0, 7, "abcde">>, <<3, 0, 0, 2, "abcde">>,
                                     <<16#30, 3, "abcde">>, <<16#30, 16#81, 3, "abcde">>, <<16#30, 16#82, 0, 3, "abcde">>, <<16#30, 16#85, 0, 3, "abcde">>,
                                     <<16#3f, 16#81, 2, 3, "abcde">>, <<16#3f, 16#81>>, <<16#30, 16#80, "abc">>,
                                     <<"GIOP", 1, 2, 0, 0, 3:32, "abcde">>, <<"GIOP", 1, 2, 1, 0, 3:32/little, "abcde">>, <<"GIOQ", 1, 2, 1, 0, 3:32/little>>,
                                     <<1, 2, 0, 3, 0, 3, 2, 0, "abcde">>, <<2, 2, 0, 3, 0, 3, 2, 0, "abcde">>,
                                     <<22, 3, 1, 0, 3, "abcde">>, <<128, 10, 1, 3, 1, "1234567890">>, <<128, 1, 1, 3, 1, "12">>,
                                     <<"line\nmore\n">>, <<"no line">>, <<"\n">>, <<"\r\n">>]]}) || T <- Types],
    [show({T, O, dp(T, <<0, 5, "line 1\nline 2\n">>, O)}) ||
        T <- [1, 2, line, http], O <- [[{packet_size, 4}], [{packet_size, 6}], [{packet_size, 0}], [{line_length, 4}], [{line_length, 9}],
                                       [{line_delimiter, $1}], [{line_delimiter, 256}], [{packet_size, -1}], [{other, 1}], [x], x, [{packet_size, 100} | x]]],
    [show({T, dp(T, B, [])}) || {T, B} <- [{x, <<>>}, {3, <<>>}, {raw, x}, {raw, <<1:3>>}, {"raw", <<>>}]],
    Requests = ["GET / HTTP/1.1\r\n", "GET /path?x=1#f HTTP/1.0\nrest", "POST * HTTP/1.1\r\n", "OPTIONS http://host HTTP/1.1\r\n",
                "PUT HTTP://host:80/a/b HTTP/2.0\r\n", "DELETE https://h:x/p HTTP/1.1\r\n", "HEAD https://[::1]:4000/p HTTP/1.1\r\n",
                "TRACE http://[::1]/p HTTP/1.1\r\n", "GET http://[::1]:/p HTTP/1.1\r\n", "GET http://h:/ HTTP/1.1\r\n", "PATCH foo:bar HTTP/1.1\r\n", "get / HTTP/1.1\r\n",
                "GET host HTTP/1.1\r\n", "GET /\r\n", "GET\r\n", "GET  \r\n", " GET / HTTP/1.1\r\n", "GET / HTTP/1\r\n", "GET / HTTP/1.\r\n", "GET / HTTP/.1\r\n",
                "GET / XTTP/1.1\r\n", "GET / HTTP/1.1 and more\r\n", "GET / HTTP/11.123\r\n", "G@T / HTTP/1.1\r\n", "GET\t/\tHTTP/1.1\r\n", "GET / a\r\n",
                "HTTP/1.1 200 OK\r\n", "HTTP/1.1 404\r\n", "HTTP/1.1 500 \r\n", "HTTP/1.1  99  Two words\r\n", "HTTP/1.1200 OK\r\n", "HTTP/1 200 OK\r\n", "HTTP/1.1 x\r\n",
                "HTTP/1.1\r\n", "HTTP/99999999999.1 200 OK\r\n", "HTTP/1.1 200OK\r\n", "\r\n", "\n", "GET / HTTP/1.1\r", "GET / HTTP/1.1", "GET " ++ lists:duplicate(70, $x) ++ " HTTP/1.1\r\n"],
    [show({R, dp(T, iolist_to_binary(R), [])}) || R <- Requests, T <- [http, http_bin]],
    Headers = ["Host: example.com\r\nX", "host:x\r\nX", "CONTENT-LENGTH:   12\r\nX", "content-md5: a\r\n\r\n", "x-my-header: a b c \r\nX", "X-Forwarded-For: 1\r\nX",
               "Folded: one\r\n two\r\n\tthree\r\nX", "No colon\r\nX", ": empty\r\nX", "Name:\r\nX", "Na me: x\r\nX", "N\x{e4}me: x\r\nX", "a: b\r\n", "a: b", "\r\nX", "\nX", "\r\n", "\n",
               lists:duplicate(50, $a) ++ ": x\r\nX", lists:duplicate(51, $A) ++ ": x\r\nX", "Www-authenticate: x\nX", "set-cookie2: " ++ lists:duplicate(80, $v) ++ "\r\nX"],
    [show({R, dp(T, iolist_to_binary(R), [])}) || R <- Headers, T <- [httph, httph_bin]],
    [show({L, dp(httph, <<"Name: value\r\nNext: v\r\n">>, [{packet_size, L}])}) || L <- [5, 12, 13, 14, 30]],
    <<_:3, Shifted/bitstring>> = <<5:3, "GET /unaligned HTTP/1.1\r\nrest">>,
    show(dp(http_bin, Shifted, [])),
    rand:seed(exsss, {1, 2, 3}),
    Alphabet = list_to_tuple("GET HTTP/1.1\r\n:/ abc019-"),
    Answers = [begin
                   B = << <<(element(rand:uniform(tuple_size(Alphabet)), Alphabet))>> || _ <- lists:seq(1, rand:uniform(40)) >>,
                   {B, dp(T, B, [])}
               end || T <- Types, _ <- lists:seq(1, 300)],
    show(erlang:phash2(Answers)),
    Binaries = [begin
                    B = << <<(rand:uniform(8) - 1)>> || _ <- lists:seq(1, rand:uniform(20)) >>,
                    {B, dp(T, B, [{packet_size, 50}])}
                end || T <- Types, _ <- lists:seq(1, 300)],
    show(erlang:phash2(Binaries)).

dp(T, B, O) -> try erlang:decode_packet(T, B, O) catch C:R -> {C, R} end.

show(X) -> erlang:display(X).
