%% SPDX-License-Identifier: Apache-2.0
%% What the modules of the runner share. A path says where a test stands in a run: [Module, Item, ...], numbers from 1, the
%% ones behind the first two as in EUnit's ids of nested groups. Paths are compared as terms: a test that runs earlier has a
%% smaller one.

%% Of the whole run.
-record(settings, {parallel,      % modules at a time
                   isolate,       % a process for each test
                   retries,       % further attempts at a test that failed
                   fail_fast,     % bad tests after which the run ends; 0: none
                   timeout,       % of a test, milliseconds; default: EUnit's, scaled
                   slow,          % milliseconds after which a test that still runs is told of; 0: never
                   exact}).       % all | #{{Module, Function} => [Index]}: generated tests are restricted to these

%% Of the place in the run where a process is.
-record(env, {sink,               % who is told of events
              settings,
              options,            % of eunit:test/2
              flags,              % atomics: 1 is the count of bad tests, 2 is not 0 when the run is to end
              slot = 0,
              insulator,          % who is told of what the process does; see gleamr_test_insulator
              output,             % the group leader that collects what tests write
              resume = none,      % none | {Path, Attempt | done}: where a process before this one came to its end
              module,             % of the item that runs: its module and function
              function,
              plain = [],         % functions that are tests of their own, though a wrapper of the module gives them
              title = undefined,  % of the group around
              order = inorder,
              quiet = false,      % tests begin, for whoever looks on, when they end: others run beside them
              deadline = infinity}).  % of the groups around, erlang:monotonic_time(millisecond)

%% EUnit's own, as eunit_data gives them (eunit_internal.hrl).
-record(test, {f, desc, timeout, location, line = 0}).
-record(group, {desc, options, order, timeout, context, spawn, tests}).
-record(context, {setup, cleanup, process = local}).
