package clients

import (
	"slices"
	"strings"
)

func (m Is) names() []Name     { return nil }
func (m Is) members() []Member { return nil }

func (m Is) trim(has func(Name) bool) (Match, []Name) {
	var missing []Name
	m.Values = slices.DeleteFunc(slices.Clone(m.Values), func(n Name) bool {
		if !has(n) {
			missing = append(missing, n)
			return true
		}
		return false
	})
	if len(m.Values) == 0 {
		return nil, missing
	}
	return m, missing
}

func (m As) names() []Name {
	if m.Type.Method != "" {
		return nil
	}
	return []Name{m.Type.Name}
}

func (m As) members() []Member {
	if m.Type.Method != "" {
		return nil
	}
	var list []Member
	for _, c := range m.Where {
		list = append(list, Member{m.Type.Name, c.member()})
	}
	return list
}

func (m As) trim(has func(Name) bool) (Match, []Name) {
	var missing []Name
	m.Where = slices.Clone(m.Where)
	for i, c := range m.Where {
		left, gone := trimValues(c.In, has)
		missing = append(missing, gone...)
		if len(left) == 0 && len(gone) > 0 {
			return nil, missing
		}
		m.Where[i].In = left
	}
	return m, missing
}

func (m Expr) names() []Name     { return m.Names }
func (m Expr) members() []Member { return nil }

func (m Expr) trim(has func(Name) bool) (Match, []Name) {
	left, missing := trimValues(m.In, has)
	if len(left) == 0 && len(missing) > 0 {
		return nil, missing
	}
	m.In = left
	return m, missing
}

func (m Text) names() []Name                               { return nil }
func (m Text) members() []Member                           { return nil }
func (m Text) trim(func(Name) bool) (left Match, _ []Name) { return m, nil }

// trimValues leaves out the values whose names do not exist.
func trimValues(values []Value, has func(Name) bool) (left []Value, missing []Name) {
	for _, v := range values {
		if v.Name.Name != "" && !has(v.Name) {
			missing = append(missing, v.Name)
			continue
		}
		left = append(left, v)
	}
	return left, missing
}

// member is the name of the field or method that c is about.
func (c Condition) member() string {
	name, _, _ := strings.Cut(c.Field, "(")
	return name
}

// The copies of matches whose packages are others.

func (m Is) moved(move func(Package) Package) Match { return Is{movedNames(m.Values, move)} }

func (m As) moved(move func(Package) Package) Match {
	m.Type.Name.Package = move(m.Type.Name.Package)
	m.Where = slices.Clone(m.Where)
	for i, c := range m.Where {
		m.Where[i].In = movedValues(c.In, move)
	}
	return m
}

func (m Expr) moved(move func(Package) Package) Match {
	return Expr{m.Text, movedNames(m.Names, move), movedValues(m.In, move)}
}

func (m Text) moved(func(Package) Package) Match { return m }

func movedNames(names []Name, move func(Package) Package) []Name {
	var list []Name
	for _, n := range names {
		list = append(list, Name{move(n.Package), n.Name})
	}
	return list
}

func movedValues(values []Value, move func(Package) Package) []Value {
	var list []Value
	for _, v := range values {
		v.Name.Package = move(v.Name.Package)
		list = append(list, v)
	}
	return list
}
