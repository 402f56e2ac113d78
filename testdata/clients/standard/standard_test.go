package standard

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/classcheck"
	"github.com/backoffgen/backoffgen/runtime/httphint"
)

// connections are errors that net and http tell alike.
func connections(t *testing.T) []classcheck.Case {
	refused := refusedDial(t)
	return append(classcheck.Connection(),
		classcheck.In(refused, "unsent"),
		classcheck.In(&net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", IsTemporary: true}}, "unsent"),
		classcheck.In(&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, "unsent", "unknown"), // what is named goes first
		classcheck.In(&url.Error{Op: "Get", Err: classcheck.Untrusted()}),
	)
}

// refusedDial is what dialing gives where nobody listens.
func refusedDial(t *testing.T) error {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	_, err = net.Dial("tcp", listener.Addr().String())
	if err == nil {
		t.Fatal("somebody listens where nobody should")
	}
	if netErr, ok := errors.AsType[net.Error](err); !ok || netErr.Timeout() {
		t.Fatalf("%v is not what a refused connection gives", err)
	}
	return err
}

func TestNet(t *testing.T) {
	classcheck.Test(t, netClasses(), append(connections(t),
		classcheck.In(&net.OpError{Op: "proxyconnect", Err: errors.New("refused")}),
	)...)
}

func TestHTTP(t *testing.T) {
	status := func(code int) error { return &url.Error{Op: "Get", Err: &httphint.Error{StatusCode: code}} }
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	_, untrusted := http.Get(server.URL)
	classcheck.Test(t, httpClasses(), append(connections(t),
		classcheck.In(untrusted),
		classcheck.In(&net.OpError{Op: "proxyconnect", Err: errors.New("refused")}, "unsent"),
		classcheck.In(&net.OpError{Op: "proxyconnect", Err: classcheck.Untrusted()}),
		classcheck.In(&net.OpError{Op: "socks connect", Err: io.EOF}, "unsent", "unknown"),
		classcheck.In(handshakeTimeout(t), "unsent"),
		classcheck.In(errors.New("stream error: stream ID 1; REFUSED_STREAM"), "unsent", "unknown"),
		classcheck.In(errors.New("stream error: stream ID 1; INTERNAL_ERROR; received from peer"), "unknown"),
		classcheck.In(errors.New("http: server closed idle connection"), "unknown"),
		classcheck.In(errors.New("http2: client connection lost"), "unknown"),
		classcheck.In(errors.New("net/http: HTTP/1.x transport connection broken: malformed MIME header: missing colon: \"Content-Le\""), "unknown"),
		classcheck.In(errors.New("http2: server sent GOAWAY and closed the connection; LastStreamID=1"), "unknown"),
		classcheck.In(status(429), "throttled"),
		classcheck.In(status(503), "throttled"),
		classcheck.In(status(421), "transient"),
		classcheck.In(status(425), "transient"),
		classcheck.In(status(408), "unknown"),
		classcheck.In(status(502), "unknown"),
		classcheck.In(status(504), "unknown"),
		classcheck.In(status(500)),
		classcheck.In(status(409)),
	)...)
}

// handshakeTimeout is the error of a server that accepts and says nothing.
func handshakeTimeout(t *testing.T) error {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	transport := &http.Transport{TLSHandshakeTimeout: time.Millisecond}
	_, err = transport.RoundTrip(httptest.NewRequest(http.MethodGet, "https://"+listener.Addr().String(), nil))
	if err == nil {
		t.Fatal("a handshake without an answer succeeded")
	}
	return err
}

func TestHTTPResponses(t *testing.T) {
	predicates := map[string]func(*http.Response) bool{
		"throttled": isHTTPThrottledResponse,
		"transient": isHTTPTransientResponse,
		"unknown":   isHTTPUnknownResponse,
	}
	for status, want := range map[int]string{
		429: "throttled", 503: "throttled", 421: "transient", 425: "transient", 408: "unknown", 502: "unknown", 504: "unknown",
		200: "", 409: "", 500: "", 501: "",
	} {
		for class, is := range predicates {
			if got := is(&http.Response{StatusCode: status}); got != (class == want) {
				t.Errorf("%d is %s: %t", status, class, got)
			}
			if is(nil) {
				t.Errorf("no response is %s", class)
			}
		}
	}
}
