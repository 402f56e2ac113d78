package scripted_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/backoffgen/backoffgen/golden/model"
)

// shrink takes away from a call in which the engine and the model differ, after so long a time, whatever it can so that they still do.
func shrink(t *testing.T, c *model.Call, after time.Duration) *model.Call {
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	differs := func() bool {
		smaller := callOf(t, tree)
		return smaller != nil && difference(t, smaller, after) != ""
	}
	for without(tree, differs) {
	}
	return callOf(t, tree)
}

// callOf returns the call that was written as a tree; nil where that is not one.
func callOf(t *testing.T, tree any) *model.Call {
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	c := new(model.Call)
	if json.Unmarshal(text, c) != nil {
		return nil
	}
	if !isCall(c) {
		return nil
	}
	return c
}

// isCall reports whether a call, and all that are made further in, are of methods that there are.
func isCall(c *model.Call) bool {
	_, ok := model.Forms[c.Method]
	return ok && !slices.ContainsFunc(c.Script, func(s model.Step) bool { return s.Calls != nil && !isCall(s.Calls) })
}

// without takes one thing out of a part of a tree, so that stays still says yes of the whole. It reports whether it found one.
func without(tree any, stays func() bool) bool {
	of, ok := tree.(map[string]any)
	if !ok {
		return false
	}
	for _, key := range slices.Sorted(maps.Keys(of)) {
		was := of[key]
		delete(of, key)
		if stays() {
			return true
		}
		of[key] = was
		list, ok := was.([]any)
		for i := range list {
			of[key] = slices.Delete(slices.Clone(list), i, i+1)
			if stays() {
				return true
			}
		}
		if of[key] = was; !ok {
			list = []any{was}
		}
		for _, inner := range list {
			if without(inner, stays) {
				return true
			}
		}
	}
	return false
}
