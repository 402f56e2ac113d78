package diag

import (
	"errors"
	"go/token"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
)

// A SARIFLog is what [SARIFLog.Write] writes: the findings of one run, in the format that code scanning services read (SARIF 2.1.0, OASIS).
type SARIFLog struct {
	Version     string              // of the tool; may be empty
	Rules       []Rule              // those that diagnostics may be about, in the order of the documentation
	Page        func(r Rule) string // the address of what is written about a rule; may be nil
	Diagnostics []Diagnostic        // the findings
	Failed      error               // why the run as a whole failed; nil when it did not
	Dir         string              // files inside it are named relative to it
	// ReadFile is asked for the lines that columns are counted in. A //line comment can name any file, a device too, so it has to be
	// choosy; nil reads none.
	ReadFile func(string) ([]byte, error)
}

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sarifRoot    = "%SRCROOT%" // what services take for the root of the repository
	projectPage  = "https://github.com/backoffgen/backoffgen"
)

// The format, as far as it is used here. Members are called as in the standard.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitzero"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string       `json:"id"`
		ShortDescription sarifMessage `json:"shortDescription"`
		Help             sarifMessage `json:"help"`
		HelpURI          string       `json:"helpUri,omitzero"`
		Default          sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string       `json:"level"`
		Message sarifMessage `json:"message"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId,omitzero"`
		RuleIndex *int            `json:"ruleIndex,omitempty"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		ID       int           `json:"id,omitzero"`
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId,omitzero"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitzero"`
		EndLine     int `json:"endLine,omitzero"`
		EndColumn   int `json:"endColumn,omitzero"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion   `json:"deletedRegion"`
		Inserted *sarifMessage `json:"insertedContent,omitempty"`
	}
)

// Write writes the log as indented JSON with a final newline. It has one run, whose results are the diagnostics in their order;
// without any there is an empty list. Columns are counted in UTF-16 code units, as the standard wants it, so the sources are read
// again; where one cannot be read its columns count bytes. The error is that of the writer.
func (l SARIFLog) Write(w io.Writer) error {
	s := sarifWriter{SARIFLog: l, lines: map[string][]string{}}
	if s.ReadFile == nil {
		s.ReadFile = func(string) ([]byte, error) { return nil, errors.ErrUnsupported }
	}
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "backoffgen", Version: l.Version, InformationURI: projectPage, Rules: s.rules()}},
		Invocations: []sarifInvocation{{Successful: l.Failed == nil}},
		ColumnKind:  "utf16CodeUnits",
		Results:     []sarifResult{},
	}
	if l.Failed != nil {
		run.Invocations[0].Notifications = []sarifNotification{{Error.String(), sarifMessage{PrintableLines(l.Failed.Error())}}}
	}
	for _, d := range l.Diagnostics {
		run.Results = append(run.Results, s.result(d, run.Tool.Driver.Rules))
	}
	return newJSONEncoder(w).Encode(sarifLog{sarifSchema, sarifVersion, []sarifRun{run}})
}

// A sarifWriter is one call of Write.
type sarifWriter struct {
	SARIFLog
	lines map[string][]string // of each source that was read
}

// rules returns the rules that the diagnostics are about.
func (s *sarifWriter) rules() []sarifRule {
	rules := []sarifRule{}
	for _, r := range s.Rules {
		if !slices.ContainsFunc(s.Diagnostics, func(d Diagnostic) bool { return d.Code == r.Code }) {
			continue
		}
		rule := sarifRule{ID: r.Code, ShortDescription: sarifMessage{r.Meaning}, Help: sarifMessage{r.Remedy}, Default: sarifDefault{r.Severity.String()}}
		if s.Page != nil {
			rule.HelpURI = s.Page(r)
		}
		rules = append(rules, rule)
	}
	return rules
}

func (s *sarifWriter) result(d Diagnostic, rules []sarifRule) sarifResult {
	text := d.Message
	if d.Hint != "" {
		text += " (" + d.Hint + ")"
	}
	r := sarifResult{RuleID: d.Code, Level: d.Severity.String(), Message: sarifMessage{Printable(text)}}
	if i := slices.IndexFunc(rules, func(rule sarifRule) bool { return rule.ID == d.Code }); i >= 0 {
		r.RuleIndex = &i
	}
	if d.Pos.Filename != "" {
		r.Locations = []sarifLocation{{Physical: s.physical(d.Pos, d.End)}}
	}
	for i, other := range d.Related {
		r.Related = append(r.Related, sarifLocation{ID: i + 1, Physical: s.physical(other.Pos, token.Position{}), Message: &sarifMessage{Printable(other.Message)}})
	}
	for _, f := range d.Fixes {
		replacement := sarifReplacement{Deleted: *s.region(f.Pos, f.End)}
		if f.Text != "" {
			replacement.Inserted = &sarifMessage{f.Text}
		}
		r.Fixes = append(r.Fixes, sarifFix{sarifMessage{f.Message}, []sarifChange{{s.artifact(f.Pos.Filename), []sarifReplacement{replacement}}}})
	}
	return r
}

func (s *sarifWriter) physical(pos, end token.Position) sarifPhysical {
	return sarifPhysical{s.artifact(pos.Filename), s.region(pos, end)}
}

// artifact names a file by its address: relative to the root, or absolute.
func (s *sarifWriter) artifact(filename string) sarifArtifact {
	name := filepath.ToSlash(Relative(filename, s.Dir))
	if !filepath.IsAbs(filename) || name != filepath.ToSlash(filename) {
		return sarifArtifact{(&url.URL{Path: name}).EscapedPath(), sarifRoot}
	}
	if !strings.HasPrefix(name, "/") { // C:/x
		name = "/" + name
	}
	return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
}

// region returns the part of a file from pos to end; nil when not even the line is known.
func (s *sarifWriter) region(pos, end token.Position) *sarifRegion {
	if pos.Line == 0 {
		return nil
	}
	r := &sarifRegion{StartLine: pos.Line, StartColumn: s.column(pos)}
	if end.Line > 0 && pos.Column > 0 {
		r.EndLine, r.EndColumn = end.Line, s.column(token.Position{Filename: pos.Filename, Line: end.Line, Column: end.Column})
	}
	return r
}

// column returns a column in UTF-16 code units.
func (s *sarifWriter) column(pos token.Position) int {
	lines, read := s.lines[pos.Filename]
	if !read {
		if text, err := s.ReadFile(pos.Filename); err == nil {
			lines = strings.Split(string(text), "\n")
		}
		s.lines[pos.Filename] = lines
	}
	if pos.Line > len(lines) || pos.Column < 1 || pos.Column-1 > len(lines[pos.Line-1]) {
		return pos.Column
	}
	return 1 + len(utf16.Encode([]rune(lines[pos.Line-1][:pos.Column-1])))
}
