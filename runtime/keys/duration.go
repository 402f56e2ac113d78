package keys

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// duration reads a duration, or none.
func (k Key) duration(text string, wrong *ValueError) (any, *ValueError) {
	if text == none {
		return time.Duration(0), nil
	}
	d, err := time.ParseDuration(text)
	switch {
	case err != nil:
		wrong.Hint = durationHint(text)
	case d < 0:
		wrong.Problem = "is negative: " + text
	case d == 0 && k.Kind == KindLimit:
		wrong.Problem = "is zero"
		wrong.Hint = "none means no limit"
	default:
		return d, nil
	}
	return nil, wrong
}

// durationHint returns what a text that is not a duration was probably meant to be, or nothing.
func durationHint(text string) string {
	if strings.EqualFold(text, none) {
		return didYouMean(none)
	}
	if _, err := strconv.ParseFloat(text, 64); err == nil {
		return didYouMean(text + "s")
	}
	return unitHint(text)
}

// longest is the length of the longest text that is searched for units.
const longest = 64

// unitHint rewrites a duration with other units, such as 5sec, 1d or "2 Hours", in Go's form.
func unitHint(text string) string {
	if len(text) > longest {
		return ""
	}
	letters := strings.ToLower(strings.Join(strings.Fields(text), ""))
	var out strings.Builder
	long := ""
	for letters != "" {
		digits := strings.IndexFunc(letters, func(r rune) bool { return !unicode.IsDigit(r) && r != '.' })
		if digits < 1 {
			return ""
		}
		number, rest := letters[:digits], letters[digits:]
		end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsDigit(r) || r == '.' })
		if end < 0 {
			end = len(rest)
		}
		unit, hours := unitOf(rest[:end])
		if hours > 0 {
			n, err := strconv.ParseFloat(number, 64)
			if err != nil {
				return ""
			}
			number, unit = strconv.FormatFloat(n*float64(hours), 'f', -1, 64), "h"
			long = "a day is 24h"
			if hours > 24 {
				long = "a week is 168h"
			}
		}
		out.WriteString(number + unit)
		letters = rest[end:]
	}
	if d, err := time.ParseDuration(out.String()); err != nil || d < 0 {
		return ""
	}
	if long != "" {
		return long + ", " + didYouMean(out.String())
	}
	return didYouMean(out.String())
}

// unitOf returns Go's unit for a word, or the number of hours for a unit that Go does not have.
func unitOf(word string) (unit string, hours int) {
	switch word {
	case "d", "day", "days":
		return "", 24
	case "w", "week", "weeks":
		return "", 7 * 24
	case "hr", "hrs", "hour", "hours":
		return "h", 0
	case "min", "mins", "minute", "minutes":
		return "m", 0
	case "sec", "secs", "second", "seconds":
		return "s", 0
	case "msec", "msecs", "milli", "millis", "millisecond", "milliseconds":
		return "ms", 0
	case "usec", "usecs", "micro", "micros", "microsecond", "microseconds":
		return "us", 0
	case "nsec", "nsecs", "nano", "nanos", "nanosecond", "nanoseconds":
		return "ns", 0
	}
	return word, 0
}
