package fleet

import (
	"encoding/json"
	"io"
)

// The JSON format is defined here only, so that a change of Run does not change it by accident. Times are in seconds.
type (
	jsonComparison struct {
		Method     string       `json:"method"`
		Annotation string       `json:"annotation"`
		Scenario   jsonScenario `json:"scenario"`
		Improved   string       `json:"improved,omitzero"`
		Verdict    string       `json:"verdict"`
		Stopped    bool         `json:"interrupted,omitzero"`
		Runs       []jsonRun    `json:"runs"`
	}
	jsonScenario struct {
		Clients  int     `json:"clients"`
		Rate     float64 `json:"rate"`
		Capacity float64 `json:"capacity"`
		Servers  int     `json:"servers"`
		Latency  float64 `json:"latency"`
		For      float64 `json:"for"`
		Outage   string  `json:"outage,omitzero"`
		Seed     uint64  `json:"seed"`
	}
	jsonRun struct {
		Name          string       `json:"name"`
		Until         float64      `json:"until"`
		Calls         int64        `json:"calls"`
		Failed        int64        `json:"failed"`
		Unfinished    int64        `json:"unfinished"`
		Attempts      int64        `json:"attempts"`
		Retries       int64        `json:"retries"`
		Hedges        int64        `json:"hedges"`
		Amplification float64      `json:"amplification"`
		InVain        int64        `json:"inVain"`
		P50           float64      `json:"p50"`
		P99           float64      `json:"p99"`
		Recovers      *float64     `json:"recovers"`
		Every         float64      `json:"every"`
		Series        []jsonSample `json:"series"`
	}
	jsonSample struct {
		At        float64 `json:"at"`
		First     int64   `json:"first"`
		Retries   int64   `json:"retries"`
		Hedges    int64   `json:"hedges"`
		Succeeded int64   `json:"succeeded"`
		Failed    int64   `json:"failed"`
		InVain    int64   `json:"inVain"`
		Queue     float64 `json:"queue"`
		P50       float64 `json:"p50"`
		P99       float64 `json:"p99"`
		Tokens    float64 `json:"tokens"`
	}
)

// WriteJSON writes a comparison of a method, under an annotation, as one JSON object, indented, with a final newline. The shape is
// stable: members are added, never renamed or removed. Times are in seconds.
//
//	{
//		"method": "Store.Fetch", "annotation": "backoff:retry 3 …",
//		"scenario": {"clients": 1000, "rate": 1, "capacity": 1500, "servers": 75, "latency": 0.05, "for": 60, "outage": "5s+5s:slow", "seed": 1},
//		"improved": "jitter=full",           // what the last run has in addition; left out where nothing is missing
//		"verdict": "recovers 4s after the service",
//		"interrupted": true,                 // left out where the runs came to their end
//		"runs": [                            // "without retries", "as annotated", "as improved"
//			{
//				"name": "without retries", "until": 60,
//				"calls": 60000, "failed": 10, "unfinished": 40,
//				"attempts": 60000, "retries": 0, "hedges": 0, "amplification": 1, // attempts for each call
//				"inVain": 10,                // requests that were carried out when nobody waited for them any more
//				"p50": 0.05, "p99": 0.3,     // of the calls that ended
//				"recovers": 4,               // after the end of the outage; null where it does not, or nothing ends
//				"every": 0.5,                // the length of a sample
//				"series": [{"at": 0, "first": 500, "retries": 0, "hedges": 0, "succeeded": 480, "failed": 0, "inVain": 0,
//					"queue": 1.5, "p50": 0.05, "p99": 0.3, "tokens": 2}, …]
//			}
//		]
//	}
//
// The error is the writer's.
func (c *Comparison) WriteJSON(w io.Writer, method, annotation string) error {
	s := &c.Scenario
	out := jsonComparison{Method: method, Annotation: annotation, Improved: c.Improved, Verdict: c.Verdict, Stopped: c.Stopped}
	out.Scenario = jsonScenario{Clients: s.Clients, Rate: s.Rate, Capacity: s.Capacity, Latency: s.Latency.Seconds(), For: s.For.Seconds(), Seed: s.Seed}
	out.Scenario.Servers = newService(s.Capacity, s.Latency, nil).servers
	if s.Outage.Kind != None {
		out.Scenario.Outage = s.Outage.String()
	}
	for _, r := range c.Runs {
		out.Runs = append(out.Runs, r.json(s))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	return enc.Encode(out)
}

func (r *Run) json(s *Scenario) jsonRun {
	t := &r.Total
	j := jsonRun{
		Name: r.Name, Until: r.Until.Seconds(), Calls: t.First, Failed: t.Failed, Unfinished: r.Unfinished(), Attempts: t.Attempts(), Retries: t.Retries, Hedges: t.Hedges,
		Amplification: r.Amplification(), InVain: t.Wasted, P50: t.P50.Seconds(), P99: t.P99.Seconds(), Every: r.Every.Seconds(), Series: []jsonSample{},
	}
	if after, ok := r.Recovery(s); ok && r.Until == s.For {
		j.Recovers = new(after.Seconds())
	}
	for _, p := range r.Series {
		j.Series = append(j.Series, jsonSample{
			p.At.Seconds(), p.First, p.Retries, p.Hedges, p.Succeeded, p.Failed, p.Wasted, p.Queue, p.P50.Seconds(), p.P99.Seconds(), p.Tokens,
		})
	}
	return j
}
