%% SPDX-License-Identifier: Apache-2.0
%% Two versions of a module: local calls stay, external calls go on; funs of the old one; deleting and purging.
-module(code_versions).
-export([main/0]).

main() ->
    show(load(1)),
    show(erlang:check_old_code(cv)),
    show(cv:f()),
    F1 = cv:mk(a),
    P = spawn(cv, loop, []),
    show(ask(P, local)),
    show(load(2)),
    show({cv:f(), erlang:check_old_code(cv), erlang:module_loaded(cv)}),
    show([ask(P, local), ask(P, remote)]),
    show(F1(b)),
    show(load(3)),
    show([erlang:check_process_code(P, cv), erlang:check_process_code(self(), cv)]),
    show(erts_code_purger:soft_purge(cv)),
    show(ask(P, upgrade)),
    show([ask(P, local), ask(P, remote)]),
    show(erlang:check_process_code(P, cv)),
    show(erts_code_purger:soft_purge(cv)),
    show(erlang:check_old_code(cv)),
    show(badfun(fun() -> F1(b) end)),
    show(load(3)),
    show([ask(P, local), ask(P, remote), cv:f()]),
    {Q, R} = spawn_monitor(cv, wait, [self()]),
    receive {Q, ready} -> ok end,
    show(erts_code_purger:purge(cv)),
    show(receive {'DOWN', _, process, P, Reason} -> Reason after 0 -> not_monitored end),
    show(is_process_alive(P)),
    show(is_process_alive(Q)),
    F3 = cv:mk(c),
    show(erlang:delete_module(cv)),
    show([erlang:module_loaded(cv), erlang:check_old_code(cv), erlang:function_exported(cv, f, 0)]),
    show(F3(d)),
    show(erlang:delete_module(cv_that_is_not_there)),
    show(erts_code_purger:purge(cv)),
    show(receive {'DOWN', R, process, Q, Killed} -> Killed end),
    show(erts_code_purger:purge(cv)),
    show(erts_code_purger:soft_purge(cv)),
    show(catch_(fun() -> cv:f() end)),
    show(badfun(fun() -> F3(d) end)),
    show(load(3)),
    show(F3(e)),
    show(load(3)),
    show(F3(e)),
    show(F3 =:= cv:mk(c)),
    show(erts_code_purger:purge(cv)),
    show(F3(e)),
    show(load(1)),
    show(F3(f)),
    show(F1(g)),
    show([lists:member(cv, erlang:loaded()), cv:module_info(module)]),
    show(catch_(fun() -> cv:no_such_function(1) end)),
    [begin erts_code_purger:purge(cv), erlang:delete_module(cv) end || _ <- [1, 2]].

load(N) ->
    case erlang:prepare_loading(cv, beam(N)) of
        Ref when is_reference(Ref) ->
            R = {erlang:has_prepared_code_on_load(Ref), erlang:finish_loading([Ref])},
            {R, catch_(fun() -> erlang:finish_loading([Ref]) end)};
        Other -> Other
    end.

ask(P, What) ->
    P ! {self(), What},
    receive {P, Answer} -> Answer; {P, A, B} -> {A, B} after 2000 -> timeout end.

catch_(F) ->
    try F() catch C:R:S -> {C, R, mfa(hd(S))} end.

mfa({M, F, A, _}) when is_list(A) -> {M, F, length(A)};
mfa({M, F, A, _}) -> {M, F, A};
mfa({F, A, _}) -> {is_function(F), length(A)}.

%% Which of the two it is depends on whether its module can be loaded.
badfun(F) ->
    try F() catch error:{badfun, X} -> {badfun, is_function(X)}; error:undef:S -> {undef, mfa(hd(S))} end.

show(X) -> erlang:display(X).

beam(1) -> base64:decode(
  "Rk9SMQAABFhCRUFNQXRVOAAAAHsAAAASAmN2AWYEb25seQJtawRsb29wBWxvY2FsBnJlbW90ZQRzdG9wB3VwZ3JhZGUGZXJsYW5n"
  "BHNlbGYHc3RvcHBlZAR3YWl0BXJlYWR5AmdvC21vZHVsZV9pbmZvD2dldF9tb2R1bGVfaW5mbwwtbWsvMS1mdW4tMC0AQ29kZQAA"
  "AX0AAAAQAAAAAAAAAKwAAAAbAAAACAEQmRACEiIAASBAEQMTATCZIAISMgABQEBHAAMTAVCZMAISQhABYBA3MAAQEAAgEBCrAAMX"
  "EAMTAXCZQAISUgABgAwgAKwXIAQUAZAX9QM55QM65QMgQgMAE0IDEAM7A+UXgGLVcsWCtZKlAaAQMCBAEwMVCQATpBMXIBOSmVAU"
  "CAAQIAGwEDAgQBMDFQkAE6QTFyATwplgFBIgEwHAQBMUFQkABJlwBwAgEEAQpBMXMARyA0AUA4ggABQFAIUAAdBAExQVCQAEmYAE"
  "ACUQQACkExcwBGIRQBQDiCAAFAUAhQAB4BiVAfAZlQEIEJmQAhLSEAEIEQ0AMBAJABOkExcgE+IUAQgSFw0UAysNEwPyFQQAJUBH"
  "EAMSABMBCBMYDRIBCBQZDRIBCBWZAAISChAAAQgWQBIDThAwAQgXmQACEgoQEAEIGEADE0ASA04gQAEIGZkwAhIKEiABCBoQQCCk"
  "AxcwERMDEwMAAABTdHJUAAAAAEltcFQAAABAAAAABQAAAAoAAAALAAAAAAAAAAEAAAAFAAAAAAAAAAEAAAACAAAAAAAAAAoAAAAR"
  "AAAAAQAAAAoAAAARAAAAAkV4cFQAAABYAAAABwAAABAAAAABAAAAGAAAABAAAAAAAAAAFgAAAA0AAAABAAAAEQAAAAUAAAAAAAAA"
  "CAAAAAQAAAABAAAABgAAAAMAAAAAAAAABAAAAAIAAAAAAAAAAkZ1blQAAAAcAAAAAQAAABIAAAACAAAAGgAAAAAAAAABBQ0+Ekxp"
  "dFQAAAAnAAAAHnicY2BgYGJgYOBuzmAqZ8nPy6lMZARy2YHcRMZERgBHGwVSAE1ldGEAAAAtg2wAAAABaAJ3EGVuYWJsZWRfZmVh"
  "dHVyZXNsAAAAAXcKbWF5YmVfZXhwcmpqAAAATG9jVAAAABAAAAABAAAAEgAAAAIAAAAaQXR0cgAAACeDbAAAAAFoAncDdnNubAAA"
  "AAFuEAAwirjzVeRiemHrG6VHwqehamoAQ0luZgAAABqDbAAAAAFoAncHdmVyc2lvbmsABTguNi4xagAARGJnaQAAAFqDUAAAAFl4"
  "nMtgLudNSU0qTY/PzEvLjy8zLBdMLcqJT0wqLilKTC6JT85PSc1gKmfJy89LzWFgYAArL0ktys3MyywuyUwu583Lj0cYUM4O4uYn"
  "F2cBAIo4IBsAAExpbmUAAAAdAAAAAAAAAAAAAAAMAAAACQAAAAAxQVFhobGRgdEAAABUeXBlAAAACgAAAAMAAAABD/8AAA==");
beam(2) -> base64:decode(
  "Rk9SMQAABFhCRUFNQXRVOAAAAHsAAAASAmN2AWYEb25seQJtawRsb29wBWxvY2FsBnJlbW90ZQRzdG9wB3VwZ3JhZGUGZXJsYW5n"
  "BHNlbGYHc3RvcHBlZAR3YWl0BXJlYWR5AmdvC21vZHVsZV9pbmZvD2dldF9tb2R1bGVfaW5mbwwtbWsvMS1mdW4tMC0AQ29kZQAA"
  "AX0AAAAQAAAAAAAAAKwAAAAbAAAACAEQmRACEiIAASBAIQMTATCZIAISMgABQEBHAAMTAVCZMAISQhABYBA3MAAQEAAgEBCrAAMX"
  "EAMTAXCZQAISUgABgAwgAKwXIAQUAZAX9QM55QM65QMgQgMAE0IDEAM7A+UXgGLVcsWCtZKlAaAQMCBAEwMVCQATpBMXIBOSmVAU"
  "CAAQIAGwEDAgQBMDFQkAE6QTFyATwplgFBIgEwHAQBMUFQkABJlwBwAgEEAQpBMXMARyA0AUA4ggABQFAIUAAdBAExQVCQAEmYAE"
  "ACUQQACkExcwBGIhQBQDiCAAFAUAhQAB4BiVAfAZlQEIEJmQAhLSEAEIEQ0AMBAJABOkExcgE+IUAQgSFw0UAysNEwPyFQQAJUBH"
  "EAMSABMBCBMYDRIBCBQZDRIBCBWZAAISChAAAQgWQBIDThAwAQgXmQACEgoQEAEIGEADE0ASA04gQAEIGZkwAhIKEiABCBoQQCCk"
  "AxcwIRMDEwMAAABTdHJUAAAAAEltcFQAAABAAAAABQAAAAoAAAALAAAAAAAAAAEAAAAFAAAAAAAAAAEAAAACAAAAAAAAAAoAAAAR"
  "AAAAAQAAAAoAAAARAAAAAkV4cFQAAABYAAAABwAAABAAAAABAAAAGAAAABAAAAAAAAAAFgAAAA0AAAABAAAAEQAAAAUAAAAAAAAA"
  "CAAAAAQAAAABAAAABgAAAAMAAAAAAAAABAAAAAIAAAAAAAAAAkZ1blQAAAAcAAAAAQAAABIAAAACAAAAGgAAAAAAAAABAOIwf0xp"
  "dFQAAAAlAAAAHnicY2BgYGJgYOBuzmAqZ8nPy6lMBHHZgdxEIAQARysFVQAAAE1ldGEAAAAtg2wAAAABaAJ3EGVuYWJsZWRfZmVh"
  "dHVyZXNsAAAAAXcKbWF5YmVfZXhwcmpqAAAATG9jVAAAABAAAAABAAAAEgAAAAIAAAAaQXR0cgAAACeDbAAAAAFoAncDdnNubAAA"
  "AAFuEABrLP8JLpZYB02iOxngD0YcamoAQ0luZgAAABqDbAAAAAFoAncHdmVyc2lvbmsABTguNi4xagAARGJnaQAAAFqDUAAAAFl4"
  "nMtgLudNSU0qTY/PzEvLjy8zLBdMLcqJT0wqLilKTC6JT85PSc1gKmfJy89LzWFgYAArL0ktys3MyywuyUwu583Lj0cYUM4O4uYn"
  "F2cBAIo4IBsAAExpbmUAAAAdAAAAAAAAAAAAAAAMAAAACQAAAAAxQVFhobGRgdEAAABUeXBlAAAACgAAAAMAAAABD/8AAA==");
beam(3) -> base64:decode(
  "Rk9SMQAABFhCRUFNQXRVOAAAAHsAAAASAmN2AWYEb25seQJtawRsb29wBWxvY2FsBnJlbW90ZQRzdG9wB3VwZ3JhZGUGZXJsYW5n"
  "BHNlbGYHc3RvcHBlZAR3YWl0BXJlYWR5AmdvC21vZHVsZV9pbmZvD2dldF9tb2R1bGVfaW5mbwwtbWsvMS1mdW4tMC0AQ29kZQAA"
  "AX0AAAAQAAAAAAAAAKwAAAAbAAAACAEQmRACEiIAASBAMQMTATCZIAISMgABQEBHAAMTAVCZMAISQhABYBA3MAAQEAAgEBCrAAMX"
  "EAMTAXCZQAISUgABgAwgAKwXIAQUAZAX9QM55QM65QMgQgMAE0IDEAM7A+UXgGLVcsWCtZKlAaAQMCBAEwMVCQATpBMXIBOSmVAU"
  "CAAQIAGwEDAgQBMDFQkAE6QTFyATwplgFBIgEwHAQBMUFQkABJlwBwAgEEAQpBMXMARyA0AUA4ggABQFAIUAAdBAExQVCQAEmYAE"
  "ACUQQACkExcwBGIxQBQDiCAAFAUAhQAB4BiVAfAZlQEIEJmQAhLSEAEIEQ0AMBAJABOkExcgE+IUAQgSFw0UAysNEwPyFQQAJUBH"
  "EAMSABMBCBMYDRIBCBQZDRIBCBWZAAISChAAAQgWQBIDThAwAQgXmQACEgoQEAEIGEADE0ASA04gQAEIGZkwAhIKEiABCBoQQCCk"
  "AxcwMRMDEwMAAABTdHJUAAAAAEltcFQAAABAAAAABQAAAAoAAAALAAAAAAAAAAEAAAAFAAAAAAAAAAEAAAACAAAAAAAAAAoAAAAR"
  "AAAAAQAAAAoAAAARAAAAAkV4cFQAAABYAAAABwAAABAAAAABAAAAGAAAABAAAAAAAAAAFgAAAA0AAAABAAAAEQAAAAUAAAAAAAAA"
  "CAAAAAQAAAABAAAABgAAAAMAAAAAAAAABAAAAAIAAAAAAAAAAkZ1blQAAAAcAAAAAQAAABIAAAACAAAAGgAAAAAAAAABBj/OMkxp"
  "dFQAAAAnAAAAHnicY2BgYGJgYOBuzmAqZ8nPy6lMZAZy2YHcROZEZgBHOwVYAE1ldGEAAAAtg2wAAAABaAJ3EGVuYWJsZWRfZmVh"
  "dHVyZXNsAAAAAXcKbWF5YmVfZXhwcmpqAAAATG9jVAAAABAAAAABAAAAEgAAAAIAAAAaQXR0cgAAACeDbAAAAAFoAncDdnNubAAA"
  "AAFuEACdN263FhIAYNGadKRDxvnHamoAQ0luZgAAABqDbAAAAAFoAncHdmVyc2lvbmsABTguNi4xagAARGJnaQAAAFqDUAAAAFl4"
  "nMtgLudNSU0qTY/PzEvLjy8zLBdMLcqJT0wqLilKTC6JT85PSc1gKmfJy89LzWFgYAArL0ktys3MyywuyUwu583Lj0cYUM4O4uYn"
  "F2cBAIo4IBsAAExpbmUAAAAdAAAAAAAAAAAAAAAMAAAACQAAAAAxQVFhobGRgdEAAABUeXBlAAAACgAAAAMAAAABD/8AAA==").
