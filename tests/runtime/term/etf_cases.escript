#!/usr/bin/env escript
%% -*- coding: utf-8 -*-
%% Makes etf_cases.inc: terms in the external term format, with the text that erlang:display/1 gives them.
main([Out]) ->
    X = <<0:3,"abc">>, <<_:3,Unaligned/binary>> = X, <<_:3,Bits:12/bits,_/bits>> = X,
    Terms = [0, 255, 256, -1, 1 bsl 31, -(1 bsl 31), 1 bsl 59, 1 bsl 60, -(1 bsl 60), -(1 bsl 60) - 1, 1 bsl 64, 1 bsl 100,
      -(1 bsl 100), 1 bsl 2039, 1 bsl 2040, 123456789012345678901234567890,
      1.5, 1.0e300, 0.0, -0.0, 1.0e-300, 123456789.123456789, 5.0e-324, 1.7976931348623157e308,
      "abc", "a\nb", "a\tb\"c\\", [229,300], "åä", [160], [127], [7], [13], [$a|b], [], [[]], [a,"bc"|"de"], [[97]], [0], "\b\f\v\e",
      [a|b], [1,2|3], [{a,1},{b,"x"}|c], lists:seq(1,20), lists:duplicate(300, a), lists:duplicate(70000, 1),
      <<"abc">>, <<"a\nb">>, <<>>, <<"å">>, <<5:3>>, <<"a",5:3>>, <<"a\"b\\">>, <<1:1>>, <<16#ff,1:7>>, Unaligned, Bits,
      binary:copy(<<"a">>, 64), binary:copy(<<"a">>, 65), binary:copy(<<1>>, 1000),
      'a b', 'A', '', 'å', 'åÖ@', 'ab@c', 'a\'b', '\n\0\x{85}', 'žx', 'if', 'and', a@b, 'a.b', '日本', a_b, aB9, '_a', '9a', 'ÿ', '×a', '÷',
      list_to_atom(lists:duplicate(255, $å)), '\b\f\t\v\r\e\\',
      {}, {a}, {a,{b,[c]}}, list_to_tuple(lists:seq(1,255)), list_to_tuple(lists:seq(1,256)),
      #{}, #{a=>1}, #{1=>#{}}, #{"k"=>[v]}, #{{a,b}=>{c}}, maps:from_list([{X1,X1}||X1<-lists:seq(1,32)]), maps:from_list([{X1,X1}||X1<-lists:seq(1,33)]), maps:from_list([{{X1,<<"k">>},X1*1.0}||X1<-lists:seq(1,1000)]),
      #{maps:from_list([{X1,X1}||X1<-lists:seq(1,40)])=>[maps:from_list([{[X1],#{}}||X1<-lists:seq(1,40)])]},
      fun lists:map/2, fun 'A b':'c-d'/3, fun erlang:'+'/2,
      list_to_pid("<0.1.2>"), list_to_ref("#Ref<0.1.2.3>"), list_to_ref("#Ref<0.4294967295.1.262143>"), list_to_port("#Port<0.7>"),
      {list_to_pid("<0.1.2>"), [list_to_port("#Port<0.7>")]}],
    Rows = [["{\"", binary:encode_hex(term_to_binary(T), lowercase), "\",\n \"", text(T), "\"},\n"] || T <- Terms],
    ok = file:write_file(Out, ["// Made by etf_cases.escript on OTP ", erlang:system_info(otp_release), ".\n", Rows]).

%% What display/1 prints, as a C string.
text(T) -> [escape(C) || C <- erts_internal:term_to_string(T, undefined)].
escape(C) when C =:= $"; C =:= $\\ -> [$\\, C];
escape(C) when C >= $\s, C < 127, C =/= $? -> C;
escape(C) -> io_lib:format("\\~3.8.0b", [C]).
