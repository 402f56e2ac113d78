package directive

import (
	"strings"
)

// A value is a piece of an annotation without its quotes that still knows where each of its bytes is in the file.
type value struct {
	text    string
	from    []int // the offset in the directive of each byte; all bytes of an escape share its offset
	to      []int // the offset after each byte
	emptyAt int   // the offset of an empty value
}

// slice returns the part of v from byte i up to byte j.
func (v value) slice(i, j int) value {
	return value{text: v.text[i:j], from: v.from[i:j], to: v.to[i:j], emptyAt: v.offset(i)}
}

// trim returns v without the spaces around it.
func (v value) trim() value {
	i := len(v.text) - len(strings.TrimLeftFunc(v.text, isSpace))
	j := len(strings.TrimRightFunc(v.text, isSpace))
	return v.slice(min(i, j), j)
}

// offset returns the offset in the directive of byte i, or of the end of v if there is no such byte.
func (v value) offset(i int) int {
	switch {
	case i < len(v.from):
		return v.from[i]
	case len(v.to) > 0:
		return v.to[len(v.to)-1]
	}
	return v.emptyAt
}

func (v value) start() int { return v.offset(0) }
func (v value) end() int   { return v.offset(len(v.text)) }

// expr returns v as the value of the key at offset key of rd; a negative offset means that no key is written.
func (v value) expr(rd *rawDirective, key int) Expr {
	e := Expr{Text: v.text, Pos: rd.at(v.start()), End: rd.at(v.end())}
	if key >= 0 {
		e.KeyPos = rd.at(key)
	}
	for i, from := range v.from {
		if from != v.start()+i {
			e.offsets = make([]int, len(v.from))
			for k, from := range v.from {
				e.offsets[k] = from - v.start()
			}
			break
		}
	}
	return e
}

// word returns v as a Word.
func (v value) word(rd *rawDirective) Word {
	return Word{Text: v.text, Pos: rd.at(v.start()), End: rd.at(v.end())}
}
