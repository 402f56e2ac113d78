package clients

import (
	"encoding/json"
	"io"
)

// WriteJSON writes what is known of clients as a JSON array. The error is the writer's.
func WriteJSON(w io.Writer, clients []Client) error {
	objects := make([]object, 0, len(clients))
	for _, c := range clients {
		objects = append(objects, c.object())
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // the texts quote Go, which has < and & in it
	enc.SetIndent("", "\t")
	return enc.Encode(objects)
}

type (
	object struct {
		Name         string         `json:"name"`
		Title        string         `json:"title"`
		Modules      []moduleObject `json:"modules"` // none for the standard library
		OtherModules []string       `json:"otherModules,omitempty"`
		Classes      []classObject  `json:"classes"`
		Excluded     []lineObject   `json:"excluded,omitempty"`
		Retries      factObject     `json:"retries"`
		Repeats      bool           `json:"repeats"` // what may have been carried out, too
		Off          factObject     `json:"off"`
		Hint         factObject     `json:"hint"`
		Tried        *factObject    `json:"tried,omitempty"` // on a server
		Beware       []factObject   `json:"beware,omitempty"`
		Start        string         `json:"start"`
	}
	moduleObject struct {
		Path    string `json:"path"`
		Version string `json:"version"`
	}
	classObject struct {
		Class     string       `json:"class"`
		Meaning   string       `json:"meaning"`
		Empty     string       `json:"empty,omitempty"` // why
		Errors    []lineObject `json:"errors,omitempty"`
		Responses []lineObject `json:"responses,omitempty"`
	}
	lineObject struct {
		Words    string  `json:"words"`
		Match    string  `json:"match"`
		Excludes []Class `json:"excludes,omitempty"` // the classes that it does not belong to
		Because  string  `json:"because"`
		Since    string  `json:"since,omitempty"`
		Source   string  `json:"source"`
		Proof    Proof   `json:"proof"`
	}
	factObject struct {
		Text   string `json:"text"`
		Source string `json:"source"`
		Proof  Proof  `json:"proof"`
	}
)

func (c Client) object() object {
	o := object{
		Name: c.Name, Title: c.Title, Modules: []moduleObject{}, OtherModules: c.OtherModules,
		Retries: factObject(c.Retries), Repeats: c.Repeats, Off: factObject(c.Off), Hint: factObject(c.Hint), Start: c.Start,
	}
	for _, m := range c.Modules {
		o.Modules = append(o.Modules, moduleObject(m))
	}
	for _, class := range Classes() {
		held := classObject{Class: string(class), Meaning: class.Meaning(), Empty: c.Empty[class], Errors: lines(c.of(class))}
		for _, r := range c.responsesOf(class) {
			held.Responses = append(held.Responses, lineObject{Words: r.Words, Match: r.describe(), Because: r.Promise, Source: r.Source, Proof: r.Proof})
		}
		o.Classes = append(o.Classes, held)
	}
	if c.Tried.Text != "" {
		tried := factObject(c.Tried)
		o.Tried = &tried
	}
	o.Excluded = lines(c.of(Never))
	for _, fact := range c.Beware {
		o.Beware = append(o.Beware, factObject(fact))
	}
	return o
}

func lines(rules []Rule) []lineObject {
	var list []lineObject
	for _, r := range rules {
		list = append(list, lineObject{r.Words, Describe(r.Match), r.Excludes, r.Promise, r.Since, r.Source, r.Proof})
	}
	return list
}
