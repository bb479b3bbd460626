%% SPDX-License-Identifier: Apache-2.0
%% What loading answers to what is no module, to a wrong name, to a list of modules, to an old version; on_load functions.
-module(code_load_errors).
-export([main/0]).

main() ->
    show(caught(fun() -> erlang:prepare_loading("cv", beam(cv1)) end)),
    show(caught(fun() -> erlang:prepare_loading(cv, not_code) end)),
    show(caught(fun() -> erlang:prepare_loading(cv, <<1:3>>) end)),
    show(caught(fun() -> erlang:finish_loading([make_ref()]) end)),
    show(caught(fun() -> erlang:finish_loading(cv) end)),
    show(caught(fun() -> erlang:finish_loading([a | b]) end)),
    show(caught(fun() -> erlang:has_prepared_code_on_load(make_ref()) end)),
    show(erlang:finish_loading([])),
    A = erlang:prepare_loading(cv, beam(cv1)),
    B = erlang:prepare_loading(cv, beam(cv2)),
    C = erlang:prepare_loading(cl, beam(cl1)),
    show([erlang:has_prepared_code_on_load(X) || X <- [A, B, C]]),
    show(erlang:finish_loading([A, B])),
    show(caught(fun() -> erlang:finish_loading([A, C]) end)),
    show(erlang:finish_loading([B])),
    show(erlang:finish_loading([A])),
    show(erlang:finish_loading([erlang:prepare_loading(cv, beam(cv2))])),
    show(erlang:load_module(cv, beam(cv1))),
    show(caught(fun() -> erlang:delete_module("cv") end)),
    show(caught(fun() -> erlang:check_old_code("cv") end)),
    show(caught(fun() -> erts_internal:purge_module(cv, prepare) end)),
    %% on_load
    show(caught(fun() -> erlang:call_on_load_function(cl) end)),
    show(erlang:finish_loading([C])),
    show([erlang:module_loaded(cl), erlang:function_exported(cl, f, 0)]),
    show(erlang:call_on_load_function(cl)),
    show(erts_code_purger:finish_after_on_load(cl, true)),
    show([erlang:module_loaded(cl), erlang:function_exported(cl, f, 0), cl:f()]),
    show(caught(fun() -> erlang:finish_after_on_load(cl, true) end)),
    show(erlang:load_module(cl, beam(cl2))),
    show([erlang:module_loaded(cl), cl:f()]),
    show(erlang:call_on_load_function(cl)),
    show(erts_code_purger:finish_after_on_load(cl, false)),
    show([erlang:module_loaded(cl), erlang:check_old_code(cl), cl:f()]),
    %% object code that is not loaded
    show([byte_size(erts_internal:beamfile_chunk(beam(cv1), Name)) || Name <- ["AtU8", "Code", "ExpT", "Attr"]]),
    show(erts_internal:beamfile_chunk(beam(cv1), "Nope")),
    show(erts_internal:beamfile_chunk(<<"nothing">>, "Code")),
    show(caught(fun() -> erts_internal:beamfile_chunk(beam(cv1), "Cod") end)),
    show(caught(fun() -> erts_internal:beamfile_chunk(beam(cv1), 'Code') end)),
    show(caught(fun() -> erts_internal:beamfile_chunk(code, "Code") end)),
    show(erts_internal:beamfile_module_md5(beam(cv1)) =:= cv:module_info(md5)),
    show(erts_internal:beamfile_module_md5(beam(cv2)) =:= cv:module_info(md5)),
    show(erts_internal:beamfile_module_md5(<<"nothing">>)),
    show(caught(fun() -> erts_internal:beamfile_module_md5(code) end)),
    [begin erts_code_purger:purge(M), erlang:delete_module(M), erts_code_purger:purge(M) end || M <- [cv, cl]].

caught(F) ->
    try F() catch C:R:S -> Top = hd(S), {C, R, element(1, Top), element(2, Top), loc(element(4, Top))} end.

loc([{error_info, M} | _]) -> maps:to_list(M);
loc(_) -> none.

show(X) -> erlang:display(X).

beam(cv1) -> base64:decode(
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
beam(cv2) -> base64:decode(
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
beam(cl1) -> base64:decode(
  "Rk9SMQAAAiBCRUFNQXRVOAAAADQAAAAHAmNsBGluaXQCb2sBZgttb2R1bGVfaW5mbwZlcmxhbmcPZ2V0X21vZHVsZV9pbmZvQ29k"
  "ZQAAAFUAAAAQAAAAAAAAAKsAAAAJAAAABAEQmRACEiIAASCVQDIDEwEwmSACEkIAAUBAEQMTAVCZAAISUgABYEASA04QAAFwmQAC"
  "ElIQAYBAAxNAEgNOIBADAAAAU3RyVAAAAABJbXBUAAAAHAAAAAIAAAAGAAAABwAAAAEAAAAGAAAABwAAAAJFeHBUAAAAKAAAAAMA"
  "AAAFAAAAAQAAAAgAAAAFAAAAAAAAAAYAAAAEAAAAAAAAAARNZXRhAAAALYNsAAAAAWgCdxBlbmFibGVkX2ZlYXR1cmVzbAAAAAF3"
  "Cm1heWJlX2V4cHJqagAAAExvY1QAAAAQAAAAAQAAAAIAAAAAAAAAAkF0dHIAAAAng2wAAAABaAJ3A3ZzbmwAAAABbhAAfmKiwjQD"
  "I8PCXxMDE169U2pqAENJbmYAAAAag2wAAAABaAJ3B3ZlcnNpb25rAAU4LjYuMWoAAERiZ2kAAABCg2gDdw1kZWJ1Z19pbmZvX3Yx"
  "dxFlcmxfYWJzdHJhY3RfY29kZWgCdwRub25lbAAAAAF3DWRldGVybWluaXN0aWNqAABMaW5lAAAAFgAAAAAAAAAAAAAABAAAAAIA"
  "AAAAQVEAAFR5cGUAAAAKAAAAAwAAAAEP/wAA");
beam(cl2) -> base64:decode(
  "Rk9SMQAAAkxCRUFNQXRVOAAAADEAAAAGAmNsBGluaXQBZgttb2R1bGVfaW5mbwZlcmxhbmcPZ2V0X21vZHVsZV9pbmZvAAAAQ29k"
  "ZQAAAFYAAAAQAAAAAAAAAKsAAAAJAAAABAEQmRACEiIAASCVQEcAAxMBMJkgAhIyAAFAQCEDEwFQmQACEkIAAWBAEgNOEAABcJkA"
  "AhJCEAGAQAMTQBIDTiAQAwAAU3RyVAAAAABJbXBUAAAAHAAAAAIAAAAFAAAABgAAAAEAAAAFAAAABgAAAAJFeHBUAAAAKAAAAAMA"
  "AAAEAAAAAQAAAAgAAAAEAAAAAAAAAAYAAAADAAAAAAAAAARMaXRUAAAAIgAAABZ4nGNgYGBkYGDga85gKmdNLSrKLypnyssHACUQ"
  "BPkAAE1ldGEAAAAtg2wAAAABaAJ3EGVuYWJsZWRfZmVhdHVyZXNsAAAAAXcKbWF5YmVfZXhwcmpqAAAATG9jVAAAABAAAAABAAAA"
  "AgAAAAAAAAACQXR0cgAAACeDbAAAAAFoAncDdnNubAAAAAFuEAC35ta3Ea7piXxfgpke3oAGamoAQ0luZgAAABqDbAAAAAFoAncH"
  "dmVyc2lvbmsABTguNi4xagAARGJnaQAAAEKDaAN3DWRlYnVnX2luZm9fdjF3EWVybF9hYnN0cmFjdF9jb2RlaAJ3BG5vbmVsAAAA"
  "AXcNZGV0ZXJtaW5pc3RpY2oAAExpbmUAAAAWAAAAAAAAAAAAAAAEAAAAAgAAAABBUQAAVHlwZQAAAAoAAAADAAAAAQ//AAA=").
