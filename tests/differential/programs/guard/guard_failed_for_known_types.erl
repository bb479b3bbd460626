%% The compiler knows that the argument is a map, and reads on the failing path what is_map_key/2 has written.
-module(guard_failed_for_known_types).
-export([main/0]).

main() ->
    [erlang:display(which(M)) || M <- [#{}, #{abc => 1}, #{def => 1}, #{abc => 1, def => 2}, #{jkl => 1},
                                       #{jkl => 1, def => 1}, #{abc => 1, mno => 1}, #{jkl => 1, mno => 2}]].

which(Map) ->
    R = which_a(Map),
    R = which_a(maps:from_list(maps:to_list(Map))),
    R.

which_a(#{} = Map) ->
    case case A = is_map_key(abc, Map) of
             false -> false;
             _ -> is_map_key(def, Map)
         end of
        true -> {def, abc};
        false ->
            case case J = is_map_key(jkl, Map) of
                     false -> false;
                     _ -> is_map_key(def, Map)
                 end of
                true -> {def, jkl};
                false ->
                    case case A of
                             false -> false;
                             _ -> is_map_key(mno, Map)
                         end of
                        true -> {mno, abc};
                        false when J -> jkl;
                        false -> error
                    end
            end
    end.
