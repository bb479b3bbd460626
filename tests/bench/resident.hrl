%% SPDX-License-Identifier: Apache-2.0
%% Resident memory of the machine that runs this, in KiB. Included by what measures it.
resident_kib() ->
    {ok, File} = file:open("/proc/self/status", [read, raw, binary]),
    {ok, Text} = file:read(File, 10000),
    ok = file:close(File),
    {match, [Number]} = re:run(Text, "VmRSS:\\s*([0-9]+) kB", [{capture, all_but_first, list}]),
    list_to_integer(Number).
