package clients

import "slices"

// join appends a step to steps, or adds what it matches to the last one where both ask the same thing and return the same.
func join(steps []Step, next Step) []Step {
	if len(steps) == 0 {
		return append(steps, next)
	}
	last := &steps[len(steps)-1]
	joined := joinMatches(last.Match, next.Match)
	if last.Returns != next.Returns || joined == nil {
		return append(steps, next)
	}
	last.Match = joined
	last.Rules = append(slices.Clone(last.Rules), next.Rules...)
	return steps
}

// joinMatches returns the match of what a or b matches, or nil where that is not of one kind.
func joinMatches(a, b Match) Match {
	switch a := a.(type) {
	case Is:
		if b, ok := b.(Is); ok {
			return Is{slices.Concat(a.Values, b.Values)}
		}
	case Text:
		if b, ok := b.(Text); ok {
			return Text{slices.Concat(a.Contains, b.Contains)}
		}
	case Expr:
		if b, ok := b.(Expr); ok && a.Text == b.Text && slices.Equal(a.Names, b.Names) && len(a.In) > 0 && len(b.In) > 0 {
			return Expr{a.Text, a.Names, slices.Concat(a.In, b.In)}
		}
	case As:
		b, ok := b.(As)
		if !ok || a.Type != b.Type || len(a.Where) != 1 || len(b.Where) != 1 {
			return nil
		}
		one, other := a.Where[0], b.Where[0]
		if one.Field == other.Field && one.Mask == other.Mask && len(one.In) > 0 && len(other.In) > 0 {
			return As{a.Type, []Condition{{one.Field, one.Mask, slices.Concat(one.In, other.In)}}}
		}
	}
	return nil
}
