package backoff

import (
	"math"
	"strconv"
	"testing"
)

// What an int of 32 bits does not hold is refused on every platform.
func TestMaxTriesOfAllPlatforms(t *testing.T) {
	tooMany := int64(math.MaxInt32)
	tooMany++
	err := Policy{MaxTries: int(tooMany)}.Validate()
	want := "backoff: invalid policy: MaxTries is " + strconv.Itoa(int(tooMany)) + "; expected 0 (unlimited) to 2147483647"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// A multiplier is what every number of 1 or more may be, however it is written.
func TestMultiplierIsAnyNumber(t *testing.T) {
	for text, want := range map[string]float64{"2e9": 2e9, "1e308": 1e308, "1": 0, "1.0": 0, "1.5": 1.5} {
		var p Policy
		if err := p.UnmarshalJSON([]byte(`{"multiplier": ` + text + `}`)); err != nil || p.Multiplier != want {
			t.Errorf("%s: %v, %v", text, p.Multiplier, err)
		}
	}
	for _, m := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0.5, -1, math.SmallestNonzeroFloat64} {
		if err := (Policy{Multiplier: m}).Validate(); err == nil {
			t.Errorf("%v is accepted", m)
		}
	}
}
