package fleet

// A line has attempts in the order in which they joined it. They mostly do so one after another, and so it has them as ranges of
// their numbers: a service that is far behind has many millions in its queue.
type line struct {
	ranges []span
	gone   int // of the ranges
	length int // attempts
}

// A span is the attempts from one number up to another.
type span struct{ from, to uint64 }

func (l *line) push(attempt uint64) {
	l.length++
	if n := len(l.ranges); n > l.gone && l.ranges[n-1].to == attempt {
		l.ranges[n-1].to++
		return
	}
	if l.gone > len(l.ranges)/2 {
		l.ranges = append(l.ranges[:0], l.ranges[l.gone:]...)
		l.gone = 0
	}
	l.ranges = append(l.ranges, span{attempt, attempt + 1})
}

// pop takes the first attempt. There must be one.
func (l *line) pop() uint64 {
	l.length--
	first := &l.ranges[l.gone]
	attempt := first.from
	if first.from++; first.from == first.to {
		l.gone++
	}
	return attempt
}
