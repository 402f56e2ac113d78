package plan

import "strings"

// NotRetried ends the comment of a generated method without a policy.
const NotRetried = " once: it is not retried."

// Written returns the policy of a method, and where it is written, for the comment of the generated method.
func (p *Policy) Written(method string) string {
	text := strings.TrimPrefix(p.Text, "backoff:")
	text = strings.TrimSpace(strings.TrimPrefix(text, "policy")) // the words retry and use stay
	for _, c := range p.Cases {
		text += "; " + strings.TrimPrefix(c.Text, "backoff:")
	}
	if strings.HasSuffix(p.Owner, "."+method) {
		return ": " + text
	}
	return " under the policy of " + p.Owner + ": " + text
}
