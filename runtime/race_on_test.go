//go:build race

package backoff_test

// raceDetector says that the race detector is on, under which some values move to the heap that do not otherwise.
const raceDetector = true
