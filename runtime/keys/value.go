package keys

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// MaxCount is the greatest count: an int holds it on every platform, so code that is generated on one compiles on all.
const MaxCount = math.MaxInt32

const none = "none"

// A ValueError says what is wrong with a value. It is written after the name of the key or field: "pause" and "is
// negative: -1s; expected a duration such as 1s or 250ms, or none".
type ValueError struct {
	Problem  string // such as "is negative: -1s"
	Expected string // what the value may be, such as "a duration such as 1s or 250ms"
	Hint     string // what was probably meant; may be empty
}

// Error returns the problem, what was expected, and the hint.
func (e *ValueError) Error() string {
	text := e.Problem + "; expected " + e.Expected
	if e.Hint != "" {
		text += " (" + e.Hint + ")"
	}
	return text
}

// Parse returns the value of a text, of the type that k's kind names, or what is wrong with it. The key must be data.
func (k Key) Parse(text string) (any, *ValueError) {
	wrong := &ValueError{Problem: "is " + strconv.Quote(text), Expected: k.Expected()}
	if text == "" {
		wrong.Problem = "is empty"
		return nil, wrong
	}
	switch k.Kind {
	case KindDuration, KindLimit:
		return k.duration(text, wrong)
	case KindCount:
		return count(text, wrong)
	case KindNumber:
		return number(text, wrong)
	case KindJitter:
		return k.jitter(text, wrong)
	}
	if !slices.Contains(k.Choices, text) {
		wrong.Hint = didYouMean(Nearest(text, k.Choices))
		return nil, wrong
	}
	return text, nil
}

func count(text string, wrong *ValueError) (any, *ValueError) {
	if text == none {
		return 0, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case strings.EqualFold(text, none):
		wrong.Hint = didYouMean(none)
	case err == nil && n == 0:
		wrong.Hint = "the first try counts too; none means no limit"
	case n > MaxCount: // also when it is out of range: then n is the largest int
		wrong.Problem = "is too large: " + text
		wrong.Expected = fmt.Sprintf("an integer from 1 to %d, or none", MaxCount)
		wrong.Hint = "none means no limit"
	case err == nil && n > 0:
		return int(n), nil
	}
	return nil, wrong
}

func number(text string, wrong *ValueError) (any, *ValueError) {
	f, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil || f == 0 || wrongNumber(f):
		return nil, wrong
	case f == 1:
		return 0.0, nil
	}
	return f, nil
}

// wrongNumber reports whether f is neither 0, which means none, nor a finite number of 1 or more.
func wrongNumber(f float64) bool { return f != 0 && !(f >= 1 && f <= math.MaxFloat64) }

func (k Key) jitter(text string, wrong *ValueError) (any, *ValueError) {
	if text == none {
		return "", nil
	}
	if slices.Contains(k.Choices, text) {
		return text, nil
	}
	ratio, ok := Ratio(text)
	if !ok {
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			wrong.Hint = didYouMean(Nearest(text, k.Choices))
		}
		return nil, wrong
	}
	return formatFloat(ratio), nil
}

// Ratio returns the ratio in the text of a jitter, which is over 0 and at most 1.
func Ratio(text string) (ratio float64, ok bool) {
	ratio, err := strconv.ParseFloat(text, 64)
	return ratio, err == nil && ratio > 0 && ratio <= 1
}

// Format returns the text of a value of the type that k's kind names. [Key.Parse] reads it.
func (k Key) Format(value any) string {
	switch v := value.(type) {
	case time.Duration:
		if v != 0 {
			return v.String()
		}
	case int:
		if v != 0 {
			return strconv.Itoa(v)
		}
	case float64:
		if v == 0 {
			v = 1
		}
		return formatFloat(v)
	case string:
		if v != "" {
			return v
		}
	}
	return none
}

func formatFloat(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// Check returns what is wrong with the value of a policy's field, or nil. The value may be zero.
func (k Key) Check(value any) *ValueError {
	switch v := value.(type) {
	case time.Duration:
		if v < 0 {
			return &ValueError{Problem: "is " + v.String(), Expected: "0 or more"}
		}
	case int:
		if v < 0 || v > MaxCount {
			return &ValueError{Problem: "is " + strconv.Itoa(v), Expected: fmt.Sprintf("0 (unlimited) to %d", MaxCount)}
		}
	case float64:
		if wrongNumber(v) {
			return &ValueError{Problem: "is " + formatFloat(v), Expected: "1 or more, or 0 for none"}
		}
	case string:
		if v == none {
			return &ValueError{Problem: "is " + strconv.Quote(v), Expected: `"" for none`}
		}
		if v != "" {
			_, wrong := k.Parse(v)
			return wrong
		}
	}
	return nil
}
