package explain

import (
	"slices"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// What is said of shared policies whose values are not known, and of others.
const (
	unknownShared = " is read when the decorator is constructed; its values are not known yet, so there is no schedule"
	knownShared   = ", as it is declared; it is read when the decorator is constructed"
)

// retriedText says what is retried, in one line.
func (m *Method) retriedText() string {
	retried := strings.Join(m.Retried, ", ")
	if retried == "" {
		retried = "nothing"
	}
	if m.Once {
		retried += "; never what timed out, which may have been carried out"
	}
	if m.Repeat != "" {
		retried += "; what may have been carried out only if " + m.Repeat
	}
	if m.Giveup != "" {
		retried += "; but not if " + m.Giveup
	}
	return retried
}

// remarks says what else there is to know of a method.
func (m *Method) remarks() []sentence {
	var out []sentence
	if guard := m.value(keys.Guard); guard != "" {
		text := guard + " may refuse an attempt: its error is the attempt's, and is retried only where it is listed"
		if slices.Contains(m.Retried, "every error") {
			text = guard + " may refuse an attempt: its error is the attempt's, and is retried as every error is"
		}
		if m.Guard != "" {
			text += ". It is " + m.Guard
		}
		out = append(out, sentence{"guard", text})
	}
	if m.Context != "" {
		out = append(out, sentence{"context", m.Context})
	}
	if m.Lifetime != "" {
		out = append(out, sentence{"lifetime", "the context of a success lives on, because " + m.Lifetime})
	}
	if m.Stream {
		out = append(out, sentence{"stream", "only opening it is retried: an error of Recv is the caller's"})
	}
	for _, r := range m.Replay {
		out = append(out, sentence{"replay", r})
	}
	return out
}

// surroundings says what the code around a method does to the load of its calls.
func (m *Method) surroundings(dir string) []sentence {
	var out []sentence
	if m.Budget != "" {
		out = append(out, sentence{"budget", m.value(keys.Budget) + " is " + m.Budget})
	}
	for _, n := range m.Nested {
		out = append(out, sentence{"nested", n.text(dir)})
	}
	return out
}

// loadText says how many attempts a call makes at most.
func (m *Method) loadText() string {
	load := m.Load.text()
	if budget := m.value(keys.Budget); budget != "" {
		load += "; retries only as " + budget + " grants them"
	}
	return load
}
