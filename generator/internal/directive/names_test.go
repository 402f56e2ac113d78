package directive_test

import (
	"go/ast"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backoffgen/backoffgen/generator/internal/directive"
)

func TestNames(t *testing.T) {
	word := func(s string) directive.Word { return directive.Word{Text: s} }
	tests := []struct {
		name      string
		decorator *directive.Decorator
		want      directive.Names
	}{
		{"Store", nil, directive.Names{Decorator: "RetryingStore", Constructor: "NewRetryingStore", Policies: "StorePolicies", Defaults: "DefaultStorePolicies"}},
		{"store", nil, directive.Names{Decorator: "retryingStore", Constructor: "newRetryingStore", Policies: "storePolicies", Defaults: "defaultStorePolicies"}},
		{"Store", &directive.Decorator{Name: word("safe")}, directive.Names{Decorator: "safe", Constructor: "newSafe", Policies: "safePolicies", Defaults: "defaultSafePolicies"}},
		{"store", &directive.Decorator{Name: word("Safe")}, directive.Names{Decorator: "Safe", Constructor: "NewSafe", Policies: "SafePolicies", Defaults: "DefaultSafePolicies"}},
		{"Store", &directive.Decorator{Constructor: word("Wrap")}, directive.Names{Decorator: "RetryingStore", Constructor: "Wrap", Policies: "StorePolicies", Defaults: "DefaultStorePolicies"}},
		{"Store", &directive.Decorator{Policies: word("Limits")}, directive.Names{Decorator: "RetryingStore", Constructor: "NewRetryingStore", Policies: "Limits", Defaults: "DefaultLimits"}},
		{"Store", &directive.Decorator{Policies: word("limits")}, directive.Names{Decorator: "RetryingStore", Constructor: "NewRetryingStore", Policies: "limits", Defaults: "defaultLimits"}},
		{"Store", &directive.Decorator{Name: word("Safe"), Constructor: word("Wrap"), Policies: word("Limits")},
			directive.Names{Decorator: "Safe", Constructor: "Wrap", Policies: "Limits", Defaults: "DefaultLimits"}},
	}
	for _, tt := range tests {
		i := &directive.Interface{Spec: &ast.TypeSpec{Name: ast.NewIdent(tt.name)}, Decorator: tt.decorator}
		if diff := cmp.Diff(tt.want, i.Names()); diff != "" {
			t.Errorf("names of %s with %+v (-want +got):\n%s", tt.name, tt.decorator, diff)
		}
	}
}
