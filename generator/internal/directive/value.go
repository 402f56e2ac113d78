package directive

import (
	"strings"
)

// A value is a piece of an annotation with its quotes taken off, which remembers where each of its bytes came from.
type value struct {
	text    string
	from    []int // the offset in the line of each byte; all bytes that an escape stands for share its offset
	to      []int // the offset behind each byte
	emptyAt int   // the offset of an empty value
}

// slice returns the part of v from byte i up to byte j.
func (v value) slice(i, j int) value {
	return value{text: v.text[i:j], from: v.from[i:j], to: v.to[i:j], emptyAt: v.offset(i)}
}

// trim returns v without the blanks around it.
func (v value) trim() value {
	i := len(v.text) - len(strings.TrimLeftFunc(v.text, isSpace))
	j := len(strings.TrimRightFunc(v.text, isSpace))
	return v.slice(min(i, j), j)
}

// offset returns the offset in the line of the byte i; of v's end when there is none.
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

// expr returns v as the value of a key at the offset key of l; a negative one says that there is no key.
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
