package backoff

import (
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// String returns the policy in the notation of an annotation, such as "attempt_timeout=100ms deadline=1s max_tries=3
// errors=*net.OpError giveup=main.isFatal". What is not set is left out. Error values show their text, functions their
// names.
func (p Policy) String() string {
	var words []string
	word := func(key, value string) { words = append(words, key+"="+value) }
	duration := func(key string, d time.Duration) {
		if d != 0 {
			word(key, d.String())
		}
	}
	duration("attempt_timeout", p.AttemptTimeout)
	duration("deadline", p.Deadline)
	duration("pause", p.Pause)
	if p.Multiplier != 0 {
		word("multiplier", strconv.FormatFloat(p.Multiplier, 'g', -1, 64))
	}
	duration("max_pause", p.MaxPause)
	if p.Jitter != JitterNone {
		word("jitter", string(p.Jitter))
	}
	duration("hedge", p.Hedge)
	if p.Abandon {
		word("on_timeout", "abandon")
	}
	if p.MaxTries != 0 {
		word("max_tries", strconv.Itoa(p.MaxTries))
	}
	if len(p.Errors) > 0 {
		var texts []string
		for _, m := range p.Errors {
			texts = append(texts, m.String())
		}
		word("errors", strings.Join(texts, ","))
	}
	if p.Giveup != nil {
		word("giveup", funcName(p.Giveup))
	}
	if p.PauseFrom != nil {
		word("pause_from", funcName(p.PauseFrom))
	}
	if words == nil {
		return "retries timeouts without end"
	}
	return strings.Join(words, " ")
}

// funcName returns the name of the function f, without the folders of its package's path. This package's own functions
// are called as it is, not as its folder.
func funcName(f any) string {
	name := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	if own, ok := strings.CutPrefix(name, reflect.TypeFor[Policy]().PkgPath()+"."); ok {
		return "backoff." + own
	}
	return name[strings.LastIndexByte(name, '/')+1:]
}
