package pages

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// newBrowser starts a browser, which ends with the test. The test is skipped where there is none, or fails where the environment
// requires it.
func newBrowser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("BACKOFFGEN_REQUIRE_SERVERS") == "1" {
			t.Fatal("there is no chromium, and BACKOFFGEN_REQUIRE_SERVERS=1 says that there has to be one")
		}
		t.Skip("there is no chromium: apt-get install chromium fonts-dejavu-core")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	browser, leave := chromedp.NewContext(allocator)
	t.Cleanup(leave)
	if err := chromedp.Run(browser); err != nil {
		t.Fatal(err)
	}
	return browser
}

// A view is how a person looks at a page.
type view struct {
	name   string
	width  int64
	scheme string
}

func views() []view {
	return []view{{"phone-light", 360, "light"}, {"phone-dark", 360, "dark"}, {"desk-light", 1280, "light"}, {"desk-dark", 1280, "dark"}}
}

// open opens a file in a tab of its own, which is closed at the end of the test.
func open(t *testing.T, browser context.Context, v view, address string) context.Context {
	t.Helper()
	tab, leave := chromedp.NewContext(browser)
	t.Cleanup(leave)
	tab, stop := context.WithTimeout(tab, 3*time.Minute)
	t.Cleanup(stop)
	run(t, tab,
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: v.scheme}}),
		chromedp.EmulateViewport(v.width, 800),
		chromedp.Navigate(address),
	)
	return tab
}

func run(t *testing.T, tab context.Context, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(tab, actions...); err != nil {
		t.Fatal(err)
	}
}

// keep writes a picture of the whole page to where people look at it, when files are rewritten.
func keep(t *testing.T, tab context.Context, name string) {
	t.Helper()
	keepAs(t, tab, name, func(picture *[]byte) chromedp.Action { return chromedp.FullScreenshot(picture, 100) })
}

func keepAs(t *testing.T, tab context.Context, name string, take func(*[]byte) chromedp.Action) {
	t.Helper()
	if os.Getenv("BACKOFFGEN_UPDATE") != "1" {
		return
	}
	var picture []byte
	run(t, tab, take(&picture))
	shrunk, err := fewerColors(picture)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("screenshots", name+".png"), shrunk, 0o666); err != nil {
		t.Fatal(err)
	}
}
