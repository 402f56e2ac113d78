package explain

import (
	"encoding/json"
	"io"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/runtime/decision"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// The JSON format is defined here only, so that a change of Interface does not change it by accident.
type (
	jsonInterface struct {
		Package   string       `json:"package"`
		File      string       `json:"file"`
		Name      string       `json:"interface"`
		Decorator string       `json:"decorator"`
		Methods   []jsonMethod `json:"methods"`
		Passed    []string     `json:"passed,omitempty"`
		Wrapped   []Wrapped    `json:"wrapped,omitempty"`
		Promoted  bool         `json:"promoted,omitzero"`
	}
	jsonMethod struct {
		Name       string            `json:"name"`
		Annotation string            `json:"annotation"`
		Position   string            `json:"position"`
		From       string            `json:"from"`
		Shared     string            `json:"shared,omitzero"`
		Policy     map[string]string `json:"policy,omitempty"`
		Retried    []string          `json:"retried,omitempty"`
		Classes    []jsonClass       `json:"classes,omitempty"`
		Beware     []string          `json:"beware,omitempty"`
		Context    string            `json:"context,omitzero"`
		Lifetime   string            `json:"lifetime,omitzero"`
		Stream     bool              `json:"stream,omitzero"`
		Replay     []string          `json:"replay,omitempty"`
		Hangs      *jsonCourse       `json:"hangs,omitempty"`
		Soonest    *jsonCourse       `json:"failsSoonest,omitempty"`
		Latest     *jsonCourse       `json:"failsLatest,omitempty"`
		Latency    *jsonLatency      `json:"latency,omitempty"`
		Load       *jsonLoad         `json:"load,omitempty"`
		Guard      string            `json:"guardIs,omitzero"`
		Budget     string            `json:"budgetIs,omitzero"`
		Nested     []jsonNested      `json:"nested,omitempty"`
		Cases      []jsonCase        `json:"cases,omitempty"`
	}
	jsonCase struct {
		Annotation string            `json:"annotation"`
		Position   string            `json:"position,omitzero"`
		Matched    []string          `json:"matched"`
		Policy     map[string]string `json:"policy"`
		Soonest    *jsonCourse       `json:"failsSoonest,omitempty"`
		Latest     *jsonCourse       `json:"failsLatest,omitempty"`
	}
	jsonClass struct {
		Name  string   `json:"name"`
		Words []string `json:"words"`
	}
	jsonCourse struct {
		Attempts []jsonAttempt `json:"attempts"`
		More     bool          `json:"more,omitzero"`
		Ties     bool          `json:"sooner,omitzero"`
		Ends     string        `json:"ends,omitzero"`
		Why      string        `json:"why,omitzero"`
	}
	jsonAttempt struct {
		Try    int    `json:"try"`
		Pause  string `json:"pause"`
		Beside bool   `json:"hedge,omitzero"`
		Begins string `json:"begins"`
		Ends   string `json:"ends"`
	}
	jsonLatency struct {
		Max     string `json:"max,omitzero"`
		Heeding bool   `json:"ifContextHeeded,omitzero"`
		Why     string `json:"unbounded,omitzero"`
	}
	jsonLoad struct {
		Attempts int    `json:"attempts,omitzero"`
		Second   int    `json:"firstSecond,omitzero"`
		About    bool   `json:"average,omitzero"`
		Warning  string `json:"warning,omitzero"`
	}
)

// WriteJSON writes what there is to say as one JSON array, indented, with a final newline. Names of files inside dir are
// written relative to it. The shape is stable: members are added, never renamed or removed.
//
//	[
//		{
//			"package": "example.com/store", "file": "store.go", "interface": "Store", "decorator": "RetryingStore",
//			"methods": [
//				{
//					"name": "Fetch", "annotation": "backoff:policy …", "position": "store.go:12:2", "from": "its own annotation",
//					"shared": "Slow",                 // of a shared policy; where its values are not known there is no more but context, lifetime and replay
//					"policy": {"max_tries": "3", …},  // all keys as an annotation has them; errors only where it is set
//					"retried": ["timeouts", …],
//					"classes": [{"name": "@pgx.unsent", "words": ["no connection could be made", …]}, …], // of errors that clients are known by
//					"beware": ["@redis retries by itself …"],
//					"context": "none: …", "lifetime": "its result …", "replay": ["r: …"],
//					"hangs": {                        // each attempt runs into its limit, the policy's pauses at their longest; left out where none has one
//						"attempts": [{"try": 1, "pause": "0s", "hedge": true, "begins": "0s", "ends": "100ms"}, …],
//						"more": true,                 // there are more attempts
//						"sooner": true,               // they may begin sooner, since a hedge is due just as an attempt ends
//						"ends": "500ms",              // left out where nothing is known of it
//						"why": "max_tries"            // or "deadline", "retry_for" or "not_idempotent"
//					},
//					"failsSoonest": {…},              // each attempt fails at once, pauses at their shortest
//					"failsLatest": {…},               // or at their longest
//					"latency": {"max": "500ms", "ifContextHeeded": true}, // or {"unbounded": "why"}
//					"load": {"attempts": 3, "firstSecond": 3, "average": true, "warning": "…"} // numbers are left out where there is no limit
//					"guardIs": "backoff.NewLimit(3): at most 3 …", "budgetIs": "…", // what they are declared with, where that is known
//					"nested": [                       // where the decorator is put around another one that retries the method too
//						{"inner": "RetryingStore", "at": "main.go:12:20", "attempts": 9, "latency": {…}} // attempts and latency as above, of both; left out where nothing is known of them
//					],
//					"cases": [                        // of when lines, each as if all attempts ended in it; keys as they apply then
//						{"annotation": "backoff:when …", "position": "store.go:13:2", "matched": ["errors.Is ErrBusy", …], "policy": {"pause": "1s", …}, "failsSoonest": {…}, "failsLatest": {…}}
//					]
//				}
//			],
//			"passed": ["Name"], "promoted": true
//		}
//	]
//
// The error is the writer's.
func WriteJSON(w io.Writer, all []Interface, dir string) error {
	out := make([]jsonInterface, 0, len(all))
	for _, i := range all {
		j := jsonInterface{i.Package, diag.Relative(i.File, dir), i.Name, i.Decorator, []jsonMethod{}, i.Passed, i.Wrapped, i.Promoted}
		for _, m := range i.Methods {
			j.Methods = append(j.Methods, m.json(dir))
		}
		out = append(out, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // predicates are Go, which has < and & in it
	enc.SetIndent("", "\t")
	return enc.Encode(out)
}

func (m Method) json(dir string) jsonMethod {
	j := jsonMethod{
		Name: m.Name, Annotation: m.Annotation, Position: place(m.At, dir), From: m.From, Shared: m.Shared,
		Retried: m.Retried, Beware: m.Beware, Context: m.Context, Lifetime: m.Lifetime, Stream: m.Stream, Replay: m.Replay,
	}
	for _, c := range m.Classes {
		j.Classes = append(j.Classes, jsonClass(c))
	}
	for _, n := range m.Nested {
		j.Nested = append(j.Nested, n.json(dir))
	}
	if m.Schedule == nil {
		return j
	}
	j.Guard, j.Budget = m.Guard, m.Budget
	j.Policy = map[string]string{}
	for _, v := range append(m.Rest, m.Values...) {
		j.Policy[v.Key] = v.Text
	}
	s, l := m.Schedule, m.Latency
	j.Hangs, j.Soonest, j.Latest = s.Hangs.json(), s.Soonest.json(), s.Latest.json()
	j.Latency = l.json()
	j.Load = &jsonLoad{m.Load.Attempts, m.Load.Second, m.Load.About, m.Load.Warning}
	for _, c := range m.Cases {
		values := map[string]string{}
		for _, v := range c.Values {
			values[v.Key] = v.Text
		}
		j.Cases = append(j.Cases, jsonCase{c.Annotation, place(c.At, dir), c.Matched, values, c.Schedule.Soonest.json(), c.Schedule.Latest.json()})
	}
	return j
}

func (l *Latency) json() *jsonLatency {
	j := &jsonLatency{Heeding: l.NeedsContext, Why: l.Why}
	if l.Bounded {
		j.Max = l.Max.String()
	}
	return j
}

func (c *Course) json() *jsonCourse {
	if c == nil {
		return nil
	}
	j := &jsonCourse{More: len(c.Attempts) > maxRows, Ties: c.Ties}
	attempts := c.Attempts
	if j.More {
		attempts = attempts[:shortRows]
	}
	for _, a := range attempts {
		j.Attempts = append(j.Attempts, jsonAttempt{a.Try, a.Pause.String(), a.Hedge, a.Begins.String(), text(a.Ends)})
	}
	if c.Ends != never {
		j.Ends, j.Why = c.Ends.String(), "deadline"
		switch c.Why {
		case EndingTries:
			j.Why = keys.MaxTries
		case EndingRetryFor:
			j.Why = keys.RetryFor
		case EndingUnsafe:
			j.Why = string(decision.NotIdempotent)
		}
	}
	return j
}

// text returns a time, or nothing if it never comes.
func text(d time.Duration) string {
	if d == never {
		return ""
	}
	return d.String()
}
