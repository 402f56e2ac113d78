package resolve

import (
	"strings"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
	"github.com/backoffgen/backoffgen/generator/internal/plan"
	"github.com/backoffgen/backoffgen/runtime/keys"
)

// isResponseClass reports whether a retry_result names classes of responses, such as @http.throttled.
func isResponseClass(e directive.Expr) bool {
	_, _, ok := e.Class()
	return ok
}

// resolveResponseClass resolves a retry_result that names classes of responses, for the first *http.Response among the results
// of m. It returns nil if it has reported what is wrong.
func (s *scope) resolveResponseClass(m *method, e directive.Expr, said plan.Idempotence) *plan.Question {
	at := responseAmong(m)
	if at < 0 {
		s.errorf(exprSpan(e), BadRetryResult, "%s returns no *http.Response, which %s is about", m.fn.Name(), e.Text)
		return nil
	}
	var entries []classEntry
	for _, part := range e.Entries() {
		if !isResponseClass(part) {
			s.errorf(exprSpan(part), BadRetryResult, "%q is not a class of responses; expected a list of such classes, or one expression without them", part.Text).
				Hint = "write a function that asks for both"
			return nil
		}
		named, known := s.resolveClass(part)
		if !known {
			return nil
		}
		if len(named.client.Responses) == 0 {
			s.errorf(exprSpan(part), EmptyClass, "%s is about errors alone, and not about responses", part.Text).Hint = "name it in errors"
			return nil
		}
		if !s.checkRepeatable(named, said) {
			return nil
		}
		if _, err := named.client.SelectResponses(classesNamed(said, named)); err != nil {
			s.errorf(exprSpan(part), EmptyClass, "%v", err)
			return nil
		}
		entries = append(entries, named)
	}
	classes := classesNamed(said, entries...)
	c := entries[0].client
	q := &plan.Question{Text: e.Text, Args: []plan.Argument{{Kind: plan.ArgumentResult, Index: at}}}
	for _, part := range partsOf(classes, said) {
		rules, _ := c.SelectResponses(part)
		if len(rules) == 0 {
			continue // one of two parts may be empty
		}
		class := s.sharedClass(plan.Class{Client: c, Classes: part, Text: c.Text(part), Responses: rules})
		if isUnsure(class, said) {
			q.Unknown = class
		} else {
			q.Response = class
		}
	}
	return q
}

// responseAmong returns the index of the first *http.Response among the results of m, or -1.
func responseAmong(m *method) int {
	results := m.fn.Signature().Results()
	for i := range results.Len() {
		if IsResponse(results.At(i).Type()) {
			return i
		}
	}
	return -1
}

// warnNoResponses warns of the methods under a default that have no response for its retry_result.
func (r *resolver) warnNoResponses(policy *appliedPolicy) {
	e := policy.Value(keys.RetryResult)
	var others []*method
	for _, m := range policy.methods {
		if m.fn.Signature().Results().Len() > 1 && responseAmong(m) < 0 {
			others = append(others, m)
		}
	}
	if len(others) > 0 {
		r.warnf(exprSpan(e.Expr), NoResults, "retry_result does not apply to methods that return no *http.Response: %s", strings.Join(names(others), ", "))
	}
}

// appliesTo reports whether a retry_result of a default has something to look at in m: one that names classes needs a
// response, any other one results.
func appliesTo(e directive.Expr, m *method) bool {
	if isResponseClass(e) {
		return responseAmong(m) >= 0
	}
	return m.fn.Signature().Results().Len() > 1
}
