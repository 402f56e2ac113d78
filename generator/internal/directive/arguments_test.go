package directive_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/diag"
)

const keysHint = "(the keys are attempt_timeout, deadline, pause, max_tries, errors, idempotent, multiplier, max_pause, jitter, retry_result, pause_from, max_hint, giveup, fallback, before_retry, map_error, hedge, on_timeout, retry_for, guard, budget, lifetime, replay and methods)"

// argumentCases are annotations of a method with faulty arguments. The comment starts in column 2 of line 4.
var argumentCases = []struct {
	comment string
	want    []string
}{
	// quotes
	{`//backoff:retry 2 giveup="err == io.EOF`, []string{
		`4:27-41 bad-quote: unterminated quote: no closing " on this line`}},
	{"//backoff:retry 2 giveup=`err", []string{
		"4:27-31 bad-quote: unterminated quote: no closing ` on this line"}},
	{`//backoff:retry 2 giveup=f("x) pause=1s`, []string{
		`4:29-41 bad-quote: unterminated quote: no closing " on this line`}},
	{`//backoff:retry 2 giveup="a\qb\'"`, []string{
		`4:29-31 bad-quote: bad escape \q in a quoted part (text in double quotes is a Go string; ` + "`…`" + ` keeps backslashes as they are)`,
		`4:32-34 bad-quote: bad escape \' in a quoted part (text in double quotes is a Go string; ` + "`…`" + ` keeps backslashes as they are)`}},
	{`//backoff:retry 2 giveup="EOF"==err.Error() pause=x`, []string{
		`4:32-45 bad-quote: text directly after a closing quote; expected a space or the end of the line (quote the whole value)`,
		`4:52-53 bad-value: pause is "x"; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:retry 2 "giveup="x"`, []string{
		`4:29-31 bad-quote: text directly after a closing quote; expected a space or the end of the line (quote the whole value)`}},

	{`//backoff:retry 2 giveup='err == io.EOF' pause=x`, []string{
		"4:27-42 bad-quote: a value in quotes that Go does not have (quote it as Go does: \"…\" or `…`)",
		`4:49-50 bad-value: pause is "x"; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:retry 2 giveup=“err == io.EOF” pause=x`, []string{
		"4:27-46 bad-quote: a value in quotes that Go does not have (quote it as Go does: \"…\" or `…`)",
		`4:53-54 bad-value: pause is "x"; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:retry 2 giveup='err`, []string{
		"4:27-31 bad-quote: a value in quotes that Go does not have (quote it as Go does: \"…\" or `…`)"}},

	// keys
	{`//backoff:retry 2 dedline=1s`, []string{`4:20-27 unknown-key: unknown key dedline of retry (did you mean deadline?)`}},
	{`//backoff:retry 2 maxTries=1`, []string{`4:20-28 unknown-key: unknown key maxTries of retry (did you mean max_tries?)`}},
	{`//backoff:retry 2 timeout=1s`, []string{`4:20-27 unknown-key: unknown key timeout of retry (did you mean attempt_timeout?)`}},
	{`//backoff:retry 2 max-retries=1`, []string{`4:20-31 unknown-key: unknown key max-retries of retry (did you mean max_tries?)`}},
	{`//backoff:retry 2 colour=1`, []string{`4:20-26 unknown-key: unknown key colour of retry ` + keysHint}},
	{`//backoff:retry 2 "colour=a b"`, []string{`4:21-27 unknown-key: unknown key colour of retry ` + keysHint}},
	{`//backoff:retry 2 on_timeout=f hedge=0s`, []string{
		`4:31-32 bad-value: on_timeout is "f"; expected cancel or abandon`,
		`4:39-41 bad-value: hedge is zero; expected a duration such as 1s or 250ms, or none (none means no limit)`}},
	{`//backoff:retry 2 deadline=1s deadline=2s`, []string{`4:32-40 duplicate-key: deadline is given twice`}},
	{`//backoff:policy 1s attempt_timeout=1s`, []string{`4:22-37 duplicate-key: attempt_timeout is given twice`}},
	{`//backoff:retry 2 errors=ErrA exceptions=ErrB`, []string{`4:32-42 duplicate-key: errors is given twice`}},
	{`//backoff:policy 1s 1s 0 ErrA ErrB errors=ErrC`, []string{`4:37-43 duplicate-key: errors is given twice`}},
	{`//backoff:retry 2 max_tries=3`, []string{`4:20-29 duplicate-key: max_tries is given twice: retry's number is max_tries`}},

	// lists
	{`//backoff:retry 2 errors=!ErrA,!ErrB`, []string{
		"4:27-32 bad-value: !ErrA is left out of a list that has no other entry (for every other error, write error,!ErrA)"}},
	{`//backoff:policy errors=ErrA,!*pkg.ErrB,!ErrC,ErrD,!ErrE max_tries=2`, []string{
		"4:31-41 bad-value: !*pkg.ErrB comes before an entry that is not left out (entries with ! end the list)",
		"4:42-47 bad-value: !ErrC comes before an entry that is not left out (entries with ! end the list)"}},
	{`//backoff:policy 1s 1s 0 ErrA !ErrB ErrC`, []string{
		"4:32-37 bad-value: !ErrB comes before an entry that is not left out (entries with ! end the list)"}},
	{`//backoff:policy errors="ErrA,! ,!" max_tries=2`, []string{
		"4:33-33 bad-value: empty entry in errors; expected an error value, a type or a function",
		`4:36-36 bad-value: empty entry in errors; expected an error value, a type or a function (a list with spaces needs quotes: errors="a, b")`}},

	// notation
	{`//backoff:policy deadline=1s 1s 2s pause=1ms 3s`, []string{
		`4:31-36 bad-argument: a positional argument after a key=value argument (positional arguments come first; a value with spaces needs quotes: key="a b")`,
		`4:47-49 bad-argument: a positional argument after a key=value argument (positional arguments come first; a value with spaces needs quotes: key="a b")`}},
	{`//backoff:retry 2 deadline = 1s pause =1s max_tries=none`, []string{
		`4:29-30 bad-argument: a space before =; expected deadline=value in one word`,
		`4:40-41 bad-argument: a space before =; expected pause=value in one word`,
		`4:44-53 duplicate-key: max_tries is given twice: retry's number is max_tries`}},
	{`//backoff:retry 2 dedline = 1s`, []string{
		`4:20-27 unknown-key: unknown key dedline of retry (did you mean deadline?)`,
		`4:28-29 bad-argument: a space before =; expected dedline=value in one word`}},
	{`//backoff:retry 2 err == io.EOF`, []string{
		`4:20-23 bad-argument: retry takes no argument err here (after the number, write key=value)`,
		`4:24-26 bad-argument: retry takes no argument == here (after the number, write key=value)`,
		`4:27-33 bad-argument: retry takes no argument io.EOF here (after the number, write key=value)`}},
	{`//backoff:retry 2 err==io.EOF`, []string{
		`4:20-31 bad-argument: retry takes no argument err==io.EOF here (after the number, write key=value)`}},
	{`//backoff:retry it's pause=x`, []string{
		`4:18-22 bad-value: the number of tries is "it's"; expected an integer of 1 or more, or none`,
		`4:29-30 bad-value: pause is "x"; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:retry 2 deadline= 1s`, []string{
		`4:29-29 bad-value: deadline has no value; expected a duration such as 1s or 250ms, or none (no space after =)`}},
	{`//backoff:retry 2 giveup= pause=""`, []string{
		`4:27-27 bad-value: giveup has no value; expected a function's name, or an expression over err`,
		`4:34-34 bad-value: pause has no value; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:policy "" 1s`, []string{
		`4:20-20 bad-value: attempt_timeout (argument 1) is empty; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:policy deadline=1s // it's slow`, []string{
		`4:31-43 bad-argument: a comment cannot follow an annotation on the same line (put the comment on a line above)`}},

	// durations and numbers
	{`//backoff:policy 0.1 1 None`, []string{
		`4:19-22 bad-value: attempt_timeout is "0.1"; expected a duration such as 1s or 250ms, or none (did you mean 0.1s?)`,
		`4:23-24 bad-value: deadline is "1"; expected a duration such as 1s or 250ms, or none (did you mean 1s?)`,
		`4:25-29 bad-value: pause is "None"; expected a duration such as 1s or 250ms, or none (did you mean none?)`}},
	{`//backoff:policy 1s, deadline`, []string{
		`4:19-22 bad-value: attempt_timeout is "1s,"; expected a duration such as 1s or 250ms, or none (arguments are separated by spaces, not by commas)`,
		`4:23-31 bad-value: deadline is "deadline"; expected a duration such as 1s or 250ms, or none (did you mean deadline=…?)`}},
	{`//backoff:policy -1s deadline=-1ms pause=-1h`, []string{
		`4:19-22 bad-value: attempt_timeout is negative: -1s; expected a duration such as 1s or 250ms, or none`,
		`4:32-36 bad-value: deadline is negative: -1ms; expected a duration such as 1s or 250ms, or none`,
		`4:43-46 bad-value: pause is negative: -1h; expected a duration such as 1s or 250ms, or none`}},
	{`//backoff:policy 0 deadline="0s"`, []string{
		`4:19-20 bad-value: attempt_timeout is zero; expected a duration such as 1s or 250ms, or none (none means no limit)`,
		`4:31-33 bad-value: deadline is zero; expected a duration such as 1s or 250ms, or none (none means no limit)`}},
	{`//backoff:policy errors=error max_tries=0`, []string{
		`4:42-43 bad-value: max_tries is "0"; expected an integer of 1 or more, or none (the first try counts too; none means no limit)`}},
	{`//backoff:policy errors=error max_tries=-3`, []string{
		`4:42-44 bad-value: max_tries is "-3"; expected an integer of 1 or more, or none`}},
	{`//backoff:policy errors=error max_tries=2.5`, []string{
		`4:42-45 bad-value: max_tries is "2.5"; expected an integer of 1 or more, or none`}},
	{`//backoff:policy errors=error lifetime=results`, []string{
		`4:41-48 bad-value: lifetime is "results"; expected call or result (did you mean result?)`}},
	{`//backoff:policy errors=error replay=1 lifetime=`, []string{
		`4:39-40 bad-value: replay is "1"; expected auto, none or always`,
		`4:50-50 bad-value: lifetime has no value; expected call or result`}},

	// lists and predicates
	{`//backoff:policy errors=ErrA,,ErrB,`, []string{
		`4:31-31 bad-value: empty entry in errors; expected an error value, a type or a function`,
		`4:37-37 bad-value: empty entry in errors; expected an error value, a type or a function (a list with spaces needs quotes: errors="a, b")`}},
	{`//backoff:policy exceptions=`, []string{
		`4:30-30 bad-value: errors has no value; expected a comma list of error values, types and functions`}},
	{`//backoff:policy errors=[ErrA,ErrB]`, []string{
		`4:26-37 bad-value: errors has an entry in brackets; expected a list without them, such as ErrBusy,io.EOF`}},
	{`//backoff:policy errors=(ErrA,ErrB)`, []string{
		`4:26-37 bad-value: errors has an entry in brackets; expected a list without them, such as ErrBusy,io.EOF`}},
	{`//backoff:policy errors=*E[K`, []string{
		`4:28-29 bad-value: the bracket [ has no matching bracket in "*E[K" (a value with spaces needs quotes: key="a b")`}},
	{`//backoff:retry 2 giveup=f(err])`, []string{
		`4:32-33 bad-value: the bracket ] has no matching bracket in "f(err])" (a value with spaces needs quotes: key="a b")`}},

	// retry, use, off
	{`//backoff:retry`, []string{
		`4:12-17 missing-argument: retry needs a number of tries first, such as retry 5, or none (the first try counts too)`}},
	{`//backoff:retry pause=1s`, []string{
		`4:12-17 missing-argument: retry needs a number of tries first, such as retry 5, or none (the first try counts too)`}},
	{`//backoff:retry 0`, []string{
		`4:18-19 bad-value: the number of tries is "0"; expected an integer of 1 or more, or none (the first try counts too; none means no limit)`}},
	{`//backoff:retry NONE`, []string{
		`4:18-22 bad-value: the number of tries is "NONE"; expected an integer of 1 or more, or none (did you mean none?)`}},
	{`//backoff:retry 5 times`, []string{
		`4:20-25 bad-argument: retry takes no argument times here (after the number, write key=value)`}},
	{`//backoff:use`, []string{
		`4:12-15 missing-argument: use needs the name of a shared policy, such as use Slow or use pkg.Slow`}},
	{`//backoff:use Slow() pause=1s`, []string{
		`4:16-22 bad-value: use is followed by "Slow()"; expected a name, such as Slow or pkg.Slow (without parentheses: Slow)`,
		`4:23-28 unknown-key: unknown key pause of use (the shared policy has its values itself; its only key is methods)`}},
	{`//backoff:use Slow Fast`, []string{`4:21-25 bad-argument: use takes the name of one shared policy, and methods`}},
	{`//backoff:use "Slow`, []string{`4:16-21 bad-quote: unterminated quote: no closing " on this line`}},
	{`//backoff:use a.b.c`, []string{`4:16-21 bad-value: use is followed by "a.b.c"; expected a name, such as Slow or pkg.Slow`}},
	{`//backoff:use _`, []string{`4:16-17 bad-value: use is followed by "_"; expected a name, such as Slow or pkg.Slow`}},
	{`//backoff:off now`, []string{`4:16-19 bad-argument: off takes no argument but methods`}},

	// the whole policy
	{`//backoff:policy`, []string{`4:2-18 ` + noEffect}},
	{`//backoff:policy none none 1s max_tries=3 giveup=f`, []string{`4:2-52 ` + noEffect}},
	{`//backoff:policy deadline=1s pause=1s`, []string{
		`4:37-39 pause-over-deadline: warning: a pause of 1s does not fit into the deadline of 1s: there will be only one attempt`}},
	{`//backoff:policy deadline=1s pause=9s max_pause=2s jitter=equal`, []string{
		`4:37-39 pause-over-deadline: warning: a pause of 9s does not fit into the deadline of 1s: there will be only one attempt`}},
	{`//backoff:policy deadline=1s pause=9s jitter=0.5`, []string{
		`4:37-39 pause-over-deadline: warning: a pause of 9s does not fit into the deadline of 1s: there will be only one attempt`}},
	{`//backoff:policy 2s 1s`, []string{
		`4:19-21 attempt-timeout-over-deadline: warning: an attempt_timeout of 2s is longer than the deadline of 1s, which ends the attempt first`}},
}

const noEffect = "no-effect: a policy without errors, attempt_timeout, deadline and retry_result does nothing (name the errors to retry, such as errors=error for every one, or limit the time)"

func TestFaultyArguments(t *testing.T) {
	for _, tc := range argumentCases {
		t.Run(tc.comment, func(t *testing.T) {
			_, ds, _ := read(t, onMethod(tc.comment))
			if d := cmp.Diff(tc.want, lines(ds)); d != "" {
				t.Errorf("diagnostics (-want +got):\n%s", d)
			}
		})
	}
}

func TestLegalAlthoughOdd(t *testing.T) {
	for _, comment := range []string{
		"//backoff:policy deadline=1s",
		"//backoff:policy deadline=1s max_tries=1",
		"//backoff:policy 1s 1s", // no warning: the deadline is met, not passed
		"//backoff:policy pause=1m errors=error",
		"//backoff:policy deadline=1s pause=999ms",
		"//backoff:policy deadline=1s pause=9s max_pause=500ms", // nor here: the pause may be shorter
		"//backoff:policy deadline=1s pause=9s jitter=full",
		"//backoff:policy deadline=1s pause=1s jitter=equal",
		"//backoff:policy deadline=1s pause=1s jitter=0.2",
		"//backoff:policy deadline=1s pause=9s hedge=100ms max_tries=2",
		"//backoff:retry none",
		"//backoff:retry 1 attempt_timeout=1s deadline=none",
	} {
		if _, ds, _ := read(t, onMethod(comment)); len(ds) > 0 {
			t.Errorf("%s: %q", comment, lines(ds))
		}
	}
}

func TestDuplicateKeyNamesTheFirst(t *testing.T) {
	_, ds, _ := read(t, onMethod("//backoff:policy 1s attempt_timeout=2s"))
	if len(ds) != 1 || len(ds[0].Related) != 1 || ds[0].Related[0].Pos.Column != 19 {
		t.Errorf("got %+v, want a related place in column 19", ds)
	}
}

func TestHintsComeWithAFix(t *testing.T) {
	_, ds, _ := read(t, onMethod("//backoff:retry 2 dedline=1s"))
	if len(ds) != 1 || len(ds[0].Fixes) != 1 {
		t.Fatalf("got %+v, want one fix", ds)
	}
	if f := ds[0].Fixes[0]; f.Text != "deadline" || f.Pos != ds[0].Pos || f.End != ds[0].End || f.Pos.Column != 20 {
		t.Errorf("got %+v, want deadline in place of the key", f)
	}
	if ds[0].Severity != diag.Error {
		t.Error("an unknown key is no error")
	}
}

func TestNoFixThatGivesAKeyTwice(t *testing.T) {
	_, ds, _ := read(t, onMethod("//backoff:retry 2 tries=3"))
	if len(ds) != 1 || ds[0].Hint != "did you mean max_tries?" || len(ds[0].Fixes) != 0 {
		t.Errorf("got %+v, want a hint without a fix", ds)
	}
}

// However many keys are unknown, looking for what was meant is done for so many alone. Each has its diagnostic.
func TestHintsAreBounded(t *testing.T) {
	_, ds, _ := read(t, onMethod("//backoff:policy"+strings.Repeat(" paus=1s", 1000)))
	hints := 0
	for _, d := range ds {
		if d.Hint != "" {
			hints++
		}
	}
	if len(ds) != 1000 || hints != 100 || ds[99].Hint != "did you mean pause?" {
		t.Errorf("there are %d diagnostics, %d of them with a hint", len(ds), hints)
	}
}
