package backoff_test

import (
	"context"
	"fmt"
	"time"

	backoff "github.com/backoffgen/backoffgen/runtime"
)

// counted returns the statistics of a store that was saved twice, and busy at first each time.
func counted() *backoff.Stats {
	var stats backoff.Stats
	store := NewRetryingStore(&flakyStore{}, backoff.WithStats(&stats))
	for range 2 {
		if err := store.Save(context.Background()); err != nil {
			fmt.Println(err)
		}
	}
	return &stats
}

func ExampleStats() {
	stats := counted()
	save := stats.Method("Store.Save")
	fmt.Printf("%d attempts, %d of them failed\n", save.Attempts, save.Errors)
	// Output: 4 attempts, 2 of them failed
}

func ExampleStats_Method() {
	stats := counted()
	fmt.Println(stats.Method("Store.Save").Attempts, stats.Method("Store.Load").Attempts)
	// Output: 4 0
}

func ExampleStats_Reasons() {
	fmt.Println(counted().Reasons("Store.Save"))
	// Output: map[succeeded:2]
}

func ExampleStats_All() {
	for method, counts := range counted().All() {
		fmt.Println(method, counts.Done)
	}
	// Output: Store.Save 4
}

// Stats is an observer, too: what tests or adapters make up can be counted.
func ExampleStats_Observe() {
	var stats backoff.Stats
	for _, kind := range []backoff.EventKind{backoff.EventAttemptStarted, backoff.EventAttemptEnded} {
		stats.Observe(context.Background(), backoff.Event{Kind: kind, Method: "Store.Save", Outcome: backoff.OutcomeRetryable, Elapsed: time.Second})
	}
	fmt.Println(stats.String())
	// Output: {"Store.Save":{"attempts":1,"done":1,"errors":1,"cancels":0,"sum_time":1,"calls":1,"failed":0,"retries":0,"hedges":0,"saved":0,"reasons":{}}}
}

// String is what expvar shows at /debug/vars, after expvar.Publish("store", &stats).
func ExampleStats_String() {
	var stats backoff.Stats
	NewRetryingStore(&flakyStore{}, backoff.WithStats(&stats))
	fmt.Println(&stats)
	// Output: {"Store.Save":{"attempts":0,"done":0,"errors":0,"cancels":0,"sum_time":0,"calls":0,"failed":0,"retries":0,"hedges":0,"saved":0,"reasons":{}}}
}

func ExampleMethodStats() {
	save := backoff.MethodStats{Attempts: 12, Done: 10, Errors: 2, SumTime: 5 * time.Second}
	fmt.Println("running:", save.Attempts-save.Done)
	fmt.Println("on average:", save.SumTime/time.Duration(save.Done))
	save = backoff.MethodStats{Attempts: 12, Calls: 10, Failed: 1, Saved: 2}
	fmt.Println("load amplified by:", float64(save.Attempts)/float64(save.Calls))
	fmt.Println("would have failed without retries:", save.Failed+save.Saved)
	// Output:
	// running: 2
	// on average: 500ms
	// load amplified by: 1.2
	// would have failed without retries: 3
}
