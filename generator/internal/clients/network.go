package clients

// What clients over TCP have in common: errors of the standard library that come through them.

// goVersion is the version of Go whose library was read.
const goVersion = "go1.26.8"

// atGo is the source of a line of the standard library.
func atGo(place string) string { return place + "@" + goVersion }

// neverReached are errors that a repetition does not mend, although they come where a connection is made. They are excluded
// from unsent, and from more classes where a client's own predicates would take them for those.
func neverReached(more ...Class) []Rule {
	net, tls := Package{"net", "net"}, Package{"crypto/tls", "tls"}
	return []Rule{{
		Class: Never, Excludes: append([]Class{Unsent}, more...),
		Match:   As{Type: net.pointer("DNSError"), Where: []Condition{{Field: "IsNotFound"}}},
		Words:   "a host name that does not exist",
		Promise: "nothing was sent, but the name service has answered: the name is wrong",
		Source:  atGo("net/net.go:676"), Proof: Run,
	}, {
		Class: Never, Excludes: append([]Class{Unsent}, more...),
		Match:   As{Type: tls.pointer("CertificateVerificationError")},
		Words:   "a certificate that is not trusted",
		Promise: "nothing was sent, but the certificate stays what it is",
		Source:  atGo("crypto/tls/common.go:1810"), Proof: Run,
	}}
}

// notDialed are errors of making a connection.
func notDialed() Rule {
	return Rule{
		Class:   Unsent,
		Match:   inOperation(`"dial"`, ""),
		Words:   "no connection could be made",
		Promise: "without a connection nothing is sent",
		Source:  atGo("net/dial.go:745"), Proof: Run,
	}
}

// inOperation matches errors of operations on a connection: pairs of one as Go writes it, and of words.
func inOperation(pairs ...string) Match {
	return As{Type: Package{"net", "net"}.pointer("OpError"), Where: []Condition{{Field: "Op", In: literals(pairs...)}}}
}

// connectionLost are errors of a connection that was used.
func connectionLost() []Rule {
	net, io, syscall := Package{"net", "net"}, Package{"io", "io"}, Package{"syscall", "syscall"}
	const after = "the connection ended after something may have been sent, and no answer came"
	return []Rule{{
		Class: Unknown,
		Match: Is{append(append(io.all("EOF", "ErrUnexpectedEOF"), net.name("ErrClosed")),
			syscall.all("ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT")...)},
		Words:   "the connection ended",
		Promise: after,
		Source:  atGo("io/io.go:44, net/net.go:748"), Proof: Run,
	}, {
		Class:   Unknown,
		Match:   inOperation(`"read"`, "", `"write"`, ""),
		Words:   "the connection failed while it was read or written, on whatever system",
		Promise: after,
		Source:  atGo("net/net.go:198, net/net.go:210"), Proof: Run,
	}}
}

// timedOut are errors of waiting too long, for all that is known in the middle of it.
func timedOut() Rule {
	return Rule{
		Class:   Unknown,
		Match:   Is{append(Package{"context", "context"}.all("DeadlineExceeded"), Package{"os", "os"}.name("ErrDeadlineExceeded"))},
		Words:   "it took too long",
		Promise: "the answer may have been on its way",
		Source:  atGo("context/context.go:171, os/error.go:27"), Proof: Run,
	}
}
