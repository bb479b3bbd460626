%% What the ledger asks of Erlang.
-module(ledger_ffi).
-export([arguments/0, booking/1, print/1]).

arguments() ->
    [unicode:characters_to_binary(Word) || Word <- init:get_plain_arguments()].

booking(Word) ->
    case binary:split(Word, <<"=">>) of
        [Label, Cents] ->
            try {ok, {Label, binary_to_integer(Cents)}}
            catch error:badarg -> {error, <<"not a number of cents">>}
            end;
        [_] ->
            {error, <<"there is no `=`">>}
    end.

print(Text) ->
    io:put_chars(Text),
    nil.
