//go:build !race

package backoff_test

const raceDetector = false
