package keys

import "time"

// None is the value of a case's field that is none, or without limit, where the policy's is not. Zero is the policy's own.
const None = -1

// ForCase returns what a case's field holds for a value that [Key.Parse] has returned: where that is none, what says so.
func (k Key) ForCase(value any) any {
	switch v := value.(type) {
	case time.Duration:
		if v == 0 {
			return time.Duration(None)
		}
	case int:
		if v == 0 {
			return None
		}
	case float64:
		if v == 0 {
			return 1.0
		}
	case string:
		if v == "" {
			return none
		}
	}
	return value
}

// IsNone reports whether the value of a case's field says none.
func (k Key) IsNone(value any) bool {
	switch v := value.(type) {
	case time.Duration:
		return v == None
	case int:
		return v == None
	case float64:
		return v == None || v == 1
	case string:
		return v == none
	}
	return false
}

// FormatCase is [Key.Format] for the value of a case's field that is not zero.
func (k Key) FormatCase(value any) string {
	if k.IsNone(value) {
		if k.Kind == KindNumber {
			return "1"
		}
		return none
	}
	return k.Format(value)
}

// CheckCase is [Key.Check] for the value of a case's field.
func (k Key) CheckCase(value any) *ValueError {
	if k.IsNone(value) {
		return nil
	}
	return k.Check(value)
}
