package backoff

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// A limit is a duration in JSON: text as time.ParseDuration reads it, "none" for 0.
type limit time.Duration

func (l limit) MarshalJSON() ([]byte, error) {
	if l == 0 {
		return []byte(`"none"`), nil
	}
	return json.Marshal(time.Duration(l).String())
}

func (l *limit) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf(`%s is no duration, want text such as "100ms" or "none"`, data)
	}
	if text == "none" {
		*l = 0
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf(`%q is no duration, want text such as "100ms" or "none"`, text)
	}
	*l = limit(d)
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
	if err != nil || !(n >= 1) {
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

// policyJSON holds what of a Policy is data. A nil field is left as it is when read.
type policyJSON struct {
	AttemptTimeout *limit  `json:"attempt_timeout"`
	Deadline       *limit  `json:"deadline"`
	Pause          *limit  `json:"pause"`
	MaxTries       *tries  `json:"max_tries"`
	Multiplier     *factor `json:"multiplier"`
	MaxPause       *limit  `json:"max_pause"`
	Jitter         *spread `json:"jitter"`
	Hedge          *limit  `json:"hedge"`
}

func (p *Policy) json() policyJSON {
	return policyJSON{
		(*limit)(&p.AttemptTimeout), (*limit)(&p.Deadline), (*limit)(&p.Pause), (*tries)(&p.MaxTries),
		(*factor)(&p.Multiplier), (*limit)(&p.MaxPause), (*spread)(&p.Jitter), (*limit)(&p.Hedge),
	}
}

// MarshalJSON returns the policy's durations, as text, and its other numbers under the names that annotations give them,
// with "none" for what is not set. Functions and Errors are code and not part of it.
func (p Policy) MarshalJSON() ([]byte, error) { return json.Marshal(p.json()) }

// UnmarshalJSON sets what MarshalJSON writes, checked by [Policy.Validate]. A name that is absent leaves its field as it
// was, and so are functions and Errors; an unknown name is an error. After an error the policy is as it was.
func (p *Policy) UnmarshalJSON(data []byte) error {
	if string(bytes.TrimSpace(data)) == "null" {
		return nil // by convention no change
	}
	read := *p
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	fields := read.json()
	if err := decoder.Decode(&fields); err != nil {
		return fmt.Errorf("backoff: policy: %w", err)
	}
	if fields != read.json() { // a null in place of a value replaces the pointer
		return errors.New(`backoff: policy: null is no value, want "none" for what is not limited`)
	}
	if err := read.Validate(); err != nil {
		return err
	}
	*p = read
	return nil
}
