#!/usr/bin/perl
# Writes hyphenation patterns (F. M. Liang, Word Hy-phen-a-tion by Com-put-er, 1983) from a file of rules.
#
#   perl patterns.pl ky.rules > hyph_ky.dic
#
# ky.rules explains the notation. A rule of strength N gives the levels 2N-1 where it allows a division and 2N where it
# forbids one; a word gives the levels above those of all rules. The output is libhyphen's format in UTF-8.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
use utf8;

use constant WORD_STRENGTH => 4;    # a level is one digit

my %class;
my %levels;                         # of each pattern: letters => [levels between them]
my @minimum;

# All spellings of a pattern's letters with a letter of its class for each capital.
sub letters_expand {
    my @spellings = ('');
    for my $letter (@_) {
        my @choices = $letter =~ /[A-Z]/ ? @{ $class{$letter} // die "there is no class $letter" } : ($letter);
        @spellings = map { my $start = $_; map { $start . $_ } @choices } @spellings;
    }
    return @spellings;
}

sub levels_add {
    my ($letters, @new) = @_;
    my $known = $levels{$letters} //= [(0) x @new];
    for my $i (0 .. $#new) {
        $known->[$i] = $new[$i] if $new[$i] > $known->[$i];
    }
}

sub pattern_add {
    my ($strength, $pattern) = @_;
    my (@letters, @between);
    $between[0] = 0;
    for my $sign (split //, $pattern) {
        if ($sign eq '-' || $sign eq '=') {
            $between[-1] = 2 * $strength - ($sign eq '-');
        } else {
            push @letters, $sign;
            push @between, 0;
        }
    }
    die "nothing is divided in $pattern" unless grep { $_ } @between;
    levels_add($_, @between) for letters_expand(@letters);
}

# Every place that is not marked is forbidden.
sub word_add {
    my ($division) = @_;
    (my $pattern = ".$division") =~ s/(?<=\p{Cyrillic})(?=\p{Cyrillic})/=/g;
    pattern_add(WORD_STRENGTH, $pattern);
}

sub line_read {
    my ($line) = @_;
    my ($keyword, @rest) = split ' ', $line =~ s/#.*//r;
    return unless defined $keyword;
    if ($keyword eq 'class' && @rest > 1 && $rest[0] =~ /^[A-Z]$/) {
        my $name = shift @rest;
        $class{$name} = [@rest];
    } elsif ($keyword eq 'minimum' && @rest == 2 && "@rest" =~ /^\d \d$/) {
        @minimum = @rest;
    } elsif ($keyword eq 'word' && @rest && "@rest" =~ /^[\p{Cyrillic} -]+$/) {
        word_add($_) for @rest;
    } elsif ($keyword =~ /^\d$/ && $keyword > 0 && $keyword < WORD_STRENGTH && "@rest" =~ /^[\p{Cyrillic}A-Z.= -]+$/) {
        pattern_add($keyword, $_) for @rest;
    } else {
        die "this is no rule: $line";
    }
}

# а1ба for the letters аба and the levels 0 1 0 0.
sub pattern_text {
    my ($letters) = @_;
    my @between = map { $_ || '' } @{ $levels{$letters} };
    return join '', map { $_ // '' } map { ($between[$_], substr($letters, $_, 1)) } 0 .. $#between;
}

while (my $line = <>) {
    eval { line_read($line); 1 } or die "$ARGV:$.: $@";
}
die "no minimum is given\n" unless @minimum;
print "UTF-8\n";
print "% Made from the rules for Kyrgyz; change those.\n";
print "LEFTHYPHENMIN $minimum[0]\nRIGHTHYPHENMIN $minimum[1]\n";
print pattern_text($_), "\n" for sort keys %levels;
