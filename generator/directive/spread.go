package directive

import (
	"slices"
	"strconv"

	"github.com/backoffgen/backoffgen/generator/diag"
)

// number reads a's value, a number of 1 or more, into n.
func (r *reader) number(n *Number, l *line, a assignment) {
	v := a.val.trim()
	f, err := strconv.ParseFloat(v.text, 64)
	if err != nil || !(f >= 1) || f > 1e9 {
		r.badValue(l, a, v)
		return
	}
	*n = Number{Value: f, Set: true, KeyPos: keyPos(l, a), Pos: l.at(v.start()), End: l.at(v.end())}
}

// jitter reads a's value, one of a few words or a ratio, into j.
func (r *reader) jitter(j *Jitter, l *line, a assignment) {
	v := a.val.trim()
	f, err := strconv.ParseFloat(v.text, 64)
	ratio := err == nil && f > 0 && f <= 1
	if !ratio && !slices.Contains(a.spec.choices, v.text) {
		d := r.badValue(l, a, v)
		if near := diag.Nearest(v.text, a.spec.choices); near != "" && err != nil {
			d.Hint = "did you mean " + near + "?"
		}
		return
	}
	*j = Jitter{Word: v.word(l)}
	if ratio {
		j.Ratio = f
	}
}
