package generator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/backoffgen/backoffgen/generator/diag"
	"github.com/backoffgen/backoffgen/generator/internal/fleet"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
)

// A Scenario is what a fleet of clients and their service go through in a simulation.
type Scenario = fleet.Scenario

// ParseOutage reads an outage for a [Scenario]: 5s+10s:slow begins after five seconds, takes ten, and makes the service slow. The kinds
// are refuse, hang, slow and shed.
func ParseOutage(text string) (fleet.Outage, error) { return fleet.ParseOutage(text) }

// A Simulation is what became of a fleet whose calls are those of a method under its policy.
type Simulation struct {
	Diagnostics []diag.Diagnostic // sorted; the fleet was not simulated where there is an error among them
	Stopped     bool              // the context ended before the simulation did: there is what it had come to

	found  plan.PlacedMethod
	result fleet.Comparison
}

// SimulateConfig says what to simulate.
type SimulateConfig struct {
	Method   string // Store.Fetch, or Fetch; empty is for packages that have one method under a policy
	Scenario Scenario
	Budget   float64 // retries as a share of calls, for each client; 0 is for no budget

	// Progress is called now and then, by one goroutine at a time, with how far the simulation has come; nil is none.
	Progress func(reached time.Duration)
}

// Simulate lets a fleet of clients call a method under its policy, as it is annotated, and generates nothing. The error is about the
// run as a whole: packages that cannot be loaded, a method that is not there, a scenario that cannot be simulated. When ctx ends
// during the simulation, there is what it had come to.
func Simulate(ctx context.Context, cfg Config, sim SimulateConfig) (Simulation, error) {
	if err := sim.Scenario.Validate(); err != nil {
		return Simulation{}, err
	}
	if !(sim.Budget >= 0 && sim.Budget <= 1000) {
		return Simulation{}, fmt.Errorf("-budget %v: want a ratio of 0 to 1000, such as 0.2", sim.Budget)
	}
	folders, err := cfg.loadAll(ctx)
	if err != nil {
		return Simulation{}, err
	}
	var out Simulation
	var all []plan.PlacedMethod
	for _, folder := range folders {
		plans, found := resolveFolder(folder)
		out.Diagnostics = append(out.Diagnostics, found...)
		for _, p := range plans {
			for m := range p.Methods() {
				if m.Policy != nil {
					all = append(all, m)
				}
			}
		}
	}
	out.Diagnostics = diag.Compact(out.Diagnostics)
	if diag.HasErrors(out.Diagnostics) {
		return out, nil
	}
	if out.found, err = findMethod(all, sim.Method); err != nil {
		return out, err
	}
	if out.found.Method, err = withDeclared(ctx, cfg, out.found); err != nil {
		return out, err
	}
	method := fleet.MethodOf(out.found.Method)
	if sim.Budget > 0 {
		method = method.WithBudget(sim.Budget)
	}
	progress := sim.Progress
	if progress == nil {
		progress = func(time.Duration) {}
	}
	out.result = fleet.Compare(ctx, sim.Scenario, method, progress)
	out.Stopped = out.result.Stopped
	return out, nil
}

// findMethod returns the method with a name, of those under a policy.
func findMethod(all []plan.PlacedMethod, name string) (plan.PlacedMethod, error) {
	var found, names []string
	var method plan.PlacedMethod
	for _, m := range all {
		full := m.FullName()
		names = append(names, full)
		if name == "" || full == name || strings.HasSuffix(full, "."+name) {
			found, method = append(found, full), m
		}
	}
	slices.Sort(names)
	switch {
	case len(all) == 0:
		return method, errors.New("no method is under a policy there: name the package of the annotations")
	case len(found) == 0:
		return method, fmt.Errorf("-method %s: there is no such method under a policy (there are %s)", name, strings.Join(slices.Compact(names), ", "))
	case len(found) > 1 && name == "":
		return method, fmt.Errorf("say with -method which one to simulate: %s", strings.Join(slices.Compact(names), ", "))
	case len(found) > 1:
		return method, fmt.Errorf("-method %s: there are several, %s: name the interface, and one package", name, strings.Join(found, ", "))
	}
	return method, nil
}

// withDeclared returns a method with what its shared policy is declared to be, if it is under one.
func withDeclared(ctx context.Context, cfg Config, m plan.PlacedMethod) (*plan.Method, error) {
	if m.Policy.Use == nil {
		return m.Method, nil
	}
	code, err := readAround(ctx, cfg, named(m.Policy), nil)
	if err != nil {
		return nil, err
	}
	known := m.Known(code.Policy)
	if known == nil {
		return nil, fmt.Errorf("%s is under the shared policy %s, whose values are known only to the program", m.FullName(), m.Policy.Use.Name())
	}
	return known, nil
}

// Simulated reports whether there is a result.
func (s Simulation) Simulated() bool { return len(s.result.Runs) > 0 }

// WriteText writes the result for people to read. Names of files inside dir are written relative to it. The error is that of the
// writer.
func (s Simulation) WriteText(w io.Writer, dir string) error {
	m := s.found
	w = diag.TextWriter(w)
	fmt.Fprintf(w, "%s: %s\n\n  annotation  //%s\n", diag.Relative(m.File.Source, dir), m.FullName(), m.Policy.Text)
	var without []string
	if m.Policy.Guard != nil {
		without = append(without, "guard "+m.Policy.Guard.Name())
	}
	if m.Policy.Budget != nil {
		without = append(without, "budget "+m.Policy.Budget.Name()+" (-budget has one)")
	}
	if m.Giveup != nil || m.Policy.Giveup != nil {
		without = append(without, "giveup")
	}
	if len(m.Policy.Cases) > 0 {
		without = append(without, "cases")
	}
	if len(without) > 0 {
		fmt.Fprintf(w, "  left out    %s\n", strings.Join(without, ", "))
	}
	return s.result.WriteText(w)
}

// WriteJSON writes the result as a JSON object. The error is that of the writer.
func (s Simulation) WriteJSON(w io.Writer) error {
	return s.result.WriteJSON(diag.JSONWriter(w), s.found.FullName(), s.found.Policy.Text)
}

// WriteHTML writes the result as a page with plots over time, which needs no other file. The error is that of the writer.
func (s Simulation) WriteHTML(w io.Writer) error {
	return s.result.WriteHTML(diag.TextWriter(w), s.found.FullName(), s.found.Policy.Text)
}
