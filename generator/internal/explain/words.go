package explain

import (
	"fmt"
	"strconv"
	"strings"

	backoff "github.com/backoffgen/backoffgen/runtime"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A sentence says in plain words what a key does under a policy.
type sentence struct{ Key, Text string }

// words says what the keys that are set do, in their order. What is retried is said elsewhere.
func words(values []Value) []sentence {
	var out []sentence
	set := map[string]string{}
	for _, v := range values {
		set[v.Key] = v.Text
	}
	for _, v := range values {
		if text := inWords(v.Key, strings.Trim(v.Text, "`"), set); text != "" {
			out = append(out, sentence{v.Key, text})
		}
	}
	return out
}

// inWords says what a key with a value does beside the others.
func inWords(key, value string, set map[string]string) string {
	decorrelated := set[keys.Jitter] == string(backoff.JitterDecorrelated)
	switch key {
	case keys.AttemptTimeout:
		if set[keys.OnTimeout] == "abandon" {
			return "An attempt that runs longer than " + value + " is cancelled, and left behind if it does not return."
		}
		return "An attempt that runs longer than " + value + " is cancelled."
	case keys.Deadline:
		return "All attempts and pauses together take at most " + value + ": what still runs then is cancelled."
	case keys.RetryFor:
		return "No attempt begins later than " + value + " after the call began; one that runs is not cut off."
	case keys.MaxTries:
		if value == "1" {
			return "There is one attempt, and no other."
		}
		return "There are at most " + value + " attempts, the first one included."
	case keys.Pause:
		return "The next attempt begins " + value + " after the one before has ended."
	case keys.Multiplier:
		if decorrelated {
			return "Does not count under jitter=decorrelated, which grows by itself."
		}
		return "Each pause is " + value + " times as long as the one before it."
	case keys.MaxPause:
		return "No pause is longer than " + value + ", unless the server asks for it."
	case keys.Jitter:
		return jitterInWords(value)
	case keys.Hedge:
		return "When an attempt still runs after " + value + ", another one begins beside it; the first success wins, and the others are cancelled."
	case keys.OnTimeout:
		return "The call does not wait for an attempt that is out of time."
	}
	return codeInWords(key, value)
}

func jitterInWords(value string) string {
	switch backoff.Jitter(value) {
	case backoff.JitterFull:
		return "Each pause is drawn at random, between nothing and its full length."
	case backoff.JitterEqual:
		return "Each pause is drawn at random, between half of its length and its full length."
	case backoff.JitterDecorrelated:
		return "Each pause is drawn at random, between the first pause and three times the one before."
	}
	if ratio, err := strconv.ParseFloat(value, 64); err == nil {
		return fmt.Sprintf("Each pause is drawn at random, up to %.3g %% shorter or longer.", 100*ratio)
	}
	return ""
}

// codeInWords says what a key whose value is code, or a word about code, does.
func codeInWords(key, value string) string {
	switch key {
	case keys.Idempotent:
		switch value {
		case "yes":
			return "It does no harm to carry the method out twice."
		case "no":
			return "The method must not be carried out twice: an attempt that may have been carried out is the last one."
		case "key":
			return "All attempts of a call have one key, by which the callee knows a repetition."
		}
		return "A call may be carried out twice only if " + value + "."
	case keys.RetryResult:
		return "An attempt without an error is repeated if " + value + "."
	case keys.PauseFrom:
		return "Where " + value + " reads a longer pause from what the server answers, that one counts."
	case keys.MaxHint:
		return "When a server asks for a longer pause than " + value + ", the call ends."
	case keys.Giveup:
		return "An error is not retried if " + value + "."
	case keys.Fallback:
		return "When the call has failed for good, " + value + " makes its result."
	case keys.BeforeRetry:
		return value + " is called before each further attempt; an error from it ends the call."
	case keys.MapError:
		return value + " may replace the error that the call ends with."
	case keys.Guard:
		return "Each attempt passes through " + value + ", which may refuse it."
	case keys.Budget:
		return "Each retry needs to be granted by " + value + "."
	}
	return ""
}
