package backoff

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// String returns the policy in the notation of an annotation, such as "attempt_timeout=100ms deadline=1s max_tries=3
// errors=*net.OpError giveup=main.isFatal". What is not set is left out. Error values show their text, functions their
// names, a budget what its method String says, or else its type. Each case follows after a semicolon: "max_tries=3;
// when net.Error pause=1s".
func (p Policy) String() string {
	var words []string
	for _, k := range keys.OfPolicy() {
		if !k.IsSet(&p) {
			continue
		}
		text := ""
		switch value := k.Get(&p).(type) {
		case []Matcher:
			text = listText(value)
		default:
			text = k.Format(value)
			switch {
			case k.Kind == keys.KindVar:
				text = valueText(value)
			case !k.IsData():
				text = funcName(value)
			}
		}
		words = append(words, k.Name+"="+text)
	}
	text := "retries timeouts without end"
	if words != nil {
		text = strings.Join(words, " ")
	}
	for _, c := range p.Cases {
		text += "; when " + c.String()
	}
	return text
}

// valueText returns what a value says of itself, or its type.
func valueText(v any) string {
	if s, ok := v.(fmt.Stringer); ok {
		return s.String()
	}
	return fmt.Sprintf("%T", v)
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
