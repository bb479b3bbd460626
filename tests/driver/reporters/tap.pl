#!/usr/bin/env perl
# SPDX-License-Identifier: Apache-2.0
# tap.pl FILE - what Perl's TAP::Parser, the reader behind `prove`, sees in a report, as JSON. It knows version 13, of which
# 14 is an extension that old readers skip but for the number.
use strict;
use warnings;
use JSON::PP;
use TAP::Parser;

open my $file, '<:encoding(UTF-8)', $ARGV[0] or die "$ARGV[0]: $!";
my $text = do { local $/; <$file> };
my ($version) = $text =~ s/^TAP version (\d+)\n/TAP version 13\n/ ? $1 + 0 : 0;
my $parser = TAP::Parser->new({ tap => $text });
my (@tests, $bail_out, @unknown);
while (my $result = $parser->next) {
  if ($result->is_test) {
    push @tests, { ok => $result->is_ok ? 1 : 0, number => $result->number, description => $result->description,
      directive => $result->directive, explanation => $result->explanation, yaml => undef };
  } elsif ($result->is_yaml) {
    $tests[-1]{yaml} = $result->data;
  } elsif ($result->is_bailout) {
    $bail_out = $result->explanation;
  } elsif ($result->is_unknown) {
    push @unknown, $result->as_string;
  }
}
print JSON::PP->new->canonical->ascii->encode({ tests => \@tests, bail_out => $bail_out, unknown => \@unknown,
  planned => $parser->tests_planned + 0, errors => [ $parser->parse_errors ], version => $version,
  passed => scalar($parser->passed), failed => scalar($parser->failed), skipped => scalar($parser->skipped) });
