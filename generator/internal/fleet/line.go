package fleet

// A line has attempts in the order in which they joined it. They mostly do so one after another, and so it has them as ranges of
// their numbers: a service that is far behind has many millions in its queue.
type line struct {
	ranges fifo[span]
	length int // attempts
}

// A span is the attempts from one number up to another.
type span struct{ from, to uint64 }

func (l *line) push(attempt uint64) {
	l.length++
	if l.ranges.length() > 0 && l.ranges.last().to == attempt {
		l.ranges.last().to++
		return
	}
	l.ranges.push(span{attempt, attempt + 1})
}

// pop takes the first attempt. There must be one.
func (l *line) pop() uint64 {
	l.length--
	first := l.ranges.first()
	attempt := first.from
	if first.from++; first.from == first.to {
		l.ranges.drop()
	}
	return attempt
}
