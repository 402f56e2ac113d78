// Package bench measures the generated decorators beside the direct call, the best loop that one would write by hand, and
// other retry packages as their own documentation shows them: on one interface, in one run.
//
//	go test -bench .              every case and contender once
//	go run ./cmd/table            several runs, as a table with ratios, held to the targets
//
// What a plain go test checks does not depend on how fast the machine is: that all contenders keep the same rules,
// allocations, and ratios with a wide margin.
package bench
