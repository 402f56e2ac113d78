package backoff

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// settings are the keys of a policy that configuration may change.
func settings() []keys.Key {
	var list []keys.Key
	for _, k := range keys.All() {
		if k.Configurable {
			list = append(list, k)
		}
	}
	return list
}

// setText gives p's field the value that text says.
func (p *Policy) setText(k keys.Key, text string) error {
	value, wrong := k.Parse(text)
	if wrong != nil {
		return wrong
	}
	if !k.Set(p, value) {
		return errors.New("is not a setting of a policy")
	}
	return nil
}

// jsonText returns the text of a setting that is written as JSON: numbers are numbers there, all else is text. A jitter's
// ratio may be either.
func jsonText(k keys.Key, data json.RawMessage) (string, error) {
	if data[0] != '"' {
		if !k.IsNumber() && k.Kind != keys.KindJitter {
			return "", &keys.ValueError{Problem: fmt.Sprintf("is %s, which is not text", data), Expected: k.Expected()}
		}
		return string(data), nil
	}
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return "", err
	}
	if k.IsNumber() && text != "none" {
		return "", &keys.ValueError{Problem: fmt.Sprintf("is the text %s", data), Expected: k.Expected()}
	}
	return text, nil
}

// textJSON returns the JSON that jsonText reads as a setting's text.
func textJSON(k keys.Key, text string) (json.RawMessage, error) {
	if k.IsNumber() && text != "none" {
		if !json.Valid([]byte(text)) {
			return nil, fmt.Errorf("JSON has no number %s", text)
		}
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}
