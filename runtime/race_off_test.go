//go:build !race

package backoff

const raceDetector = false
