package backoff

import (
	"encoding/json"
	"fmt"

	"github.com/backoffgen/backoffgen/runtime/keys"
)

// A setting is a value for a key that configuration may change.
type setting struct {
	key   keys.Key
	value any
}

// settings are the keys of a policy that configuration may change.
func settings() []keys.Key {
	var list []keys.Key
	for _, k := range keys.OfPolicy() {
		if k.Configurable {
			list = append(list, k)
		}
	}
	return list
}

// readSetting returns the value that text says.
func readSetting(k keys.Key, text string) (setting, error) {
	value, wrong := k.Parse(text)
	if wrong != nil {
		return setting{}, wrong
	}
	return setting{k, value}, nil
}

// apply changes the policy as settings say.
func (p *Policy) apply(list ...setting) {
	for _, s := range list {
		s.key.Set(p, s.value)
	}
}

// jsonText returns the text of a setting that is written as JSON: numbers are numbers there, true and false are themselves, and
// all else is text. A jitter's ratio may be either.
func jsonText(k keys.Key, data json.RawMessage) (string, error) {
	isBool := string(data) == "true" || string(data) == "false"
	switch {
	case k.Kind == keys.KindBool:
		if !isBool {
			return "", &keys.ValueError{Problem: fmt.Sprintf("is %s", data), Expected: k.Expected()}
		}
		return string(data), nil
	case data[0] != '"':
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
	if k.IsNumber() && text != "none" || k.Kind == keys.KindBool {
		if !json.Valid([]byte(text)) {
			return nil, fmt.Errorf("JSON has no number %s", text)
		}
		return json.RawMessage(text), nil
	}
	return json.Marshal(text)
}
