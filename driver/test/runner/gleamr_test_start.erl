%% SPDX-License-Identifier: Apache-2.0
%% A program with --report=rich whose applications have code to start with: what ROOT@@main of Gleam's compiler does, but the
%% crash is not reported here.
-module(gleamr_test_start).
-export([run/2]).

run(Application, Module) ->
    case application:ensure_all_started(Application) of
        {ok, _} -> Module:main();
        {error, {Failed, Reason}} -> exit({gleamr_test_start, Failed, Reason})
    end.
