package measure

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestRunAddsUpCommands(t *testing.T) {
	sleep := Command{Args: []string{os.Args[0], "-test.run=^TestSleep$"}, Env: append(os.Environ(), "SLEEP=20ms")}
	usage, err := Run(t.Context(), sleep, sleep)
	if err != nil {
		t.Fatal(err)
	}
	if usage.Wall < 40*time.Millisecond {
		t.Errorf("two commands of 20ms took %v", usage.Wall)
	}
	if usage.RSS < 1<<20 && runtime.GOOS != "windows" {
		t.Errorf("a Go program had %d bytes", usage.RSS)
	}
}

func TestSleep(t *testing.T) {
	if d, err := time.ParseDuration(os.Getenv("SLEEP")); err == nil {
		time.Sleep(d)
	}
}

func TestRunTellsWhatAFailedCommandPrinted(t *testing.T) {
	_, err := Run(t.Context(), Command{Args: []string{os.Args[0], "-test.nosuchflag"}})
	if err == nil || !strings.Contains(err.Error(), "nosuchflag") {
		t.Errorf("got %v", err)
	}
}

func TestMedian(t *testing.T) {
	for _, test := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{7}, 7},
		{[]float64{9, 1, 2}, 2},
		{[]float64{4, 1, 2, 9}, 3},
	} {
		if got := Median(test.values); got != test.want {
			t.Errorf("of %v: got %v, want %v", test.values, got, test.want)
		}
	}
}
