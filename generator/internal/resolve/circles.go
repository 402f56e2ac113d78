package resolve

import "github.com/backoffgen/backoffgen/generator/internal/plan"

// circles returns the decorators that decorate each other's results, each circle in the order of all: the strongly connected parts of
// more than one, by Tarjan's algorithm, since packages may have many.
func circles(all []*plan.Decorator) [][]*plan.Decorator {
	c := circleFinder{index: map[*plan.Decorator]int{}, lowest: map[*plan.Decorator]int{}, circle: map[*plan.Decorator]int{}, done: map[*plan.Decorator]bool{}}
	for _, d := range all {
		if d.Shared != nil && c.index[d] == 0 {
			c.visit(d)
		}
	}
	found := make([][]*plan.Decorator, c.circles+1)
	for _, d := range all {
		n := c.circle[d]
		found[n] = append(found[n], d)
	}
	return found[1:]
}

type circleFinder struct {
	index, lowest map[*plan.Decorator]int // from 1, in the order of visits; and the lowest that is reached from one
	open          []*plan.Decorator       // those that may be part of a circle which is not complete yet
	circle        map[*plan.Decorator]int // from 1; 0 for those that are in none, or not known to be
	done          map[*plan.Decorator]bool
	circles       int
}

func (c *circleFinder) visit(d *plan.Decorator) {
	c.index[d] = len(c.index) + 1
	c.lowest[d] = c.index[d]
	c.open = append(c.open, d)
	for _, to := range d.Shared.Links {
		switch {
		case c.index[to] == 0:
			c.visit(to)
			c.lowest[d] = min(c.lowest[d], c.lowest[to])
		case !c.done[to]:
			c.lowest[d] = min(c.lowest[d], c.index[to])
		}
	}
	if c.lowest[d] < c.index[d] {
		return
	}
	at := len(c.open) - 1
	for c.open[at] != d {
		at--
	}
	part := c.open[at:]
	c.open = c.open[:at]
	for _, member := range part {
		c.done[member] = true
	}
	if len(part) == 1 {
		return
	}
	c.circles++
	for _, member := range part {
		c.circle[member] = c.circles
	}
}
