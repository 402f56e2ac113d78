package backoff

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"
)

// A setting is one of the numbers of a policy that configuration may change.
type setting struct {
	key    string // as annotations have it
	number bool   // JSON has it as a number, unless it is "none"
	value  interface {
		json.Marshaler
		json.Unmarshaler
	}
}

// settings are what of p is data, in the order of the annotation's keys.
func (p *Policy) settings() []setting {
	return []setting{
		{"attempt_timeout", false, (*limit)(&p.AttemptTimeout)},
		{"deadline", false, (*limit)(&p.Deadline)},
		{"pause", false, (*wait)(&p.Pause)},
		{"max_tries", true, (*tries)(&p.MaxTries)},
		{"multiplier", true, (*factor)(&p.Multiplier)},
		{"max_pause", false, (*limit)(&p.MaxPause)},
		{"jitter", false, (*spread)(&p.Jitter)},
		{"hedge", false, (*limit)(&p.Hedge)},
	}
}

// isFixed reports whether key is one of an annotation's that configuration does not change: its value is code, or code
// was generated for it.
func isFixed(key string) bool {
	switch key {
	case "errors", "exceptions", "giveup", "retry_result", "pause_from", "fallback", "on_timeout", "lifetime", "replay":
		return true
	}
	return false
}

// A wait is a duration in JSON: text as time.ParseDuration reads it, "none" for 0.
type wait time.Duration

func (w wait) MarshalJSON() ([]byte, error) {
	if w == 0 {
		return []byte(`"none"`), nil
	}
	return json.Marshal(time.Duration(w).String())
}

func (w *wait) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf(`%s is no duration, want text such as "100ms" or "none"`, data)
	}
	if text == "none" {
		*w = 0
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf(`%q is no duration, want text such as "100ms" or "none"`, text)
	}
	*w = wait(d)
	return nil
}

// A limit is a duration that is not zero in JSON: 0 would mean that there is no limit, which is written "none".
type limit time.Duration

func (l limit) MarshalJSON() ([]byte, error) { return wait(l).MarshalJSON() }

func (l *limit) UnmarshalJSON(data []byte) error {
	var w wait
	if err := w.UnmarshalJSON(data); err != nil {
		return err
	}
	if w == 0 && string(data) != `"none"` {
		return fmt.Errorf(`%s is no limit, want a longer duration or "none"`, data)
	}
	*l = limit(w)
	return nil
}

// A tries is a number of tries in JSON: "none" for 0.
type tries int

func (t tries) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte(`"none"`), nil
	}
	return strconv.AppendInt(nil, int64(t), 10), nil
}

func (t *tries) UnmarshalJSON(data []byte) error {
	if string(data) == `"none"` {
		*t = 0
		return nil
	}
	n, err := strconv.Atoi(string(data))
	if err != nil || n < 1 {
		return fmt.Errorf(`%s is no number of tries, want an integer of 1 or more, or "none"`, data)
	}
	*t = tries(n)
	return nil
}

// A factor is a multiplier in JSON: 1 for 0.
type factor float64

func (f factor) MarshalJSON() ([]byte, error) { return json.Marshal(max(1, float64(f))) }

func (f *factor) UnmarshalJSON(data []byte) error {
	n, err := strconv.ParseFloat(string(data), 64)
	if err != nil || !(n >= 1 && n <= math.MaxFloat64) {
		return fmt.Errorf(`%s is no multiplier, want a number of 1 or more`, data)
	}
	if n == 1 {
		n = 0
	}
	*f = factor(n)
	return nil
}

// A spread is a jitter in JSON: "none" for none, a ratio as text or as a number.
type spread Jitter

func (s spread) MarshalJSON() ([]byte, error) {
	if s == "" {
		return []byte(`"none"`), nil
	}
	return json.Marshal(string(s))
}

func (s *spread) UnmarshalJSON(data []byte) error {
	text := string(data)
	if data[0] == '"' {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	}
	if text == "none" {
		text = ""
	}
	if _, err := Jitter(text).ratio(); err != nil {
		return err
	}
	*s = spread(text)
	return nil
}
