package measure

import "slices"

// Median returns the middle of values, or the mean of the two in the middle. Values must not be empty.
func Median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
