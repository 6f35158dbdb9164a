package projectfiles

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
)

// A shape is what DataJoint 2 accepts as the value of a setting.
type shape struct {
	kind     graph.ValueKind
	null     bool     // null is fine
	words    []string // of a text: one of these; nil means any
	min, max int      // of a number
}

// shapes lists the shapes of the settings of DataJoint 2, by their names. See the
// fields in its settings.py.
func shapes() map[string]shape {
	text, truth := shape{kind: graph.TextValue}, shape{kind: graph.TruthValue}
	number := func(low, high int) shape { return shape{kind: graph.NumberValue, min: low, max: high} }
	word := func(words ...string) shape { return shape{kind: graph.TextValue, words: words} }
	orNull := func(s shape) shape {
		s.null = true
		return s
	}
	return map[string]shape{
		"loglevel":           word("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
		"safemode":           truth,
		"ignore_config_file": truth,
		"query_cache":        orNull(text),
		"download_path":      text,

		"database.host":            text,
		"database.user":            orNull(text),
		"database.password":        orNull(text),
		"database.backend":         word("mysql", "postgresql"),
		"database.port":            orNull(number(math.MinInt, math.MaxInt)),
		"database.name":            orNull(text),
		"database.reconnect":       truth,
		"database.use_tls":         orNull(truth),
		"database.database_prefix": text,
		"database.create_tables":   truth,

		"connection.charset": text,

		"display.limit":             number(math.MinInt, math.MaxInt),
		"display.width":             number(math.MinInt, math.MaxInt),
		"display.show_tuple_count":  truth,
		"display.diagram_direction": word("TB", "LR"),

		"jobs.auto_refresh":                           truth,
		"jobs.keep_completed":                         truth,
		"jobs.stale_timeout":                          number(0, math.MaxInt),
		"jobs.default_priority":                       number(0, 255),
		"jobs.version_method":                         orNull(word("git", "none")),
		"jobs.allow_new_pk_fields_in_computed_tables": truth,
		"jobs.add_job_metadata":                       truth,
	}
}

// admits reports whether DataJoint takes a value, which it converts as pydantic does:
// "3306" is a number, and "yes" is true.
func (s shape) admits(v *setting) bool {
	switch {
	case v.null:
		return s.null
	case s.kind == graph.TextValue:
		return v.kind == graph.TextValue && (s.words == nil || slices.Contains(s.words, v.text))
	case s.kind == graph.TruthValue:
		return v.kind == graph.TruthValue || v.kind == graph.NumberValue && (v.number == 0 || v.number == 1) ||
			v.kind == graph.TextValue && slices.Contains([]string{"0", "off", "f", "false", "n", "no", "1", "on", "t", "true", "y", "yes"}, strings.ToLower(v.text))
	}
	number := v.number
	switch v.kind {
	case graph.TextValue:
		n, err := strconv.Atoi(strings.TrimSpace(v.text))
		if err != nil {
			return false
		}
		number = float64(n)
	case graph.OtherValue:
		return false
	}
	return number == math.Trunc(number) && number >= float64(s.min) && number <= float64(s.max)
}

// String says what a shape admits.
func (s shape) String() string {
	switch {
	case s.words != nil:
		quoted := make([]string, len(s.words))
		for i, word := range s.words {
			quoted[i] = strconv.Quote(word)
		}
		return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
	case s.kind == graph.TextValue:
		return "a string, in quotes"
	case s.kind == graph.TruthValue:
		return "true or false"
	case s.min == 0 && s.max < math.MaxInt:
		return fmt.Sprintf("a whole number from 0 to %d", s.max)
	case s.min == 0:
		return "a whole number from 0"
	}
	return "a whole number"
}

// invalidSettings reports the values in datajoint.json that DataJoint rejects.
func (r *reader) invalidSettings(list []setting) {
	shapes, groups := shapes(), known()
	for i := range list {
		s := &list[i]
		name, want := strings.Join(s.path, "."), ""
		if _, isGroup := groups[name]; isGroup || name == "stores" {
			if !s.table {
				want = "an object, in braces"
			}
		} else if shape, ok := shapes[name]; ok && (s.table || !shape.admits(s)) {
			want = shape.String()
		}
		if want != "" {
			r.invalid(fmt.Sprintf("DataJoint rejects this value of %q; write %s. Until then, it ignores this setting and all that follow", name, want), s.pos, s.end)
		}
	}
}

// invalidJSON reports that datajoint.json cannot be read. The error may be nil.
func (r *reader) invalidJSON(name string, text []byte, err error) {
	at := 0
	message := "this is no object"
	if err != nil {
		message = "this is not JSON: " + bounds.Brief(strings.TrimPrefix(err.Error(), "json: "))
	}
	var wrong *json.SyntaxError
	var encoding *bounds.Error
	switch {
	case bytes.HasPrefix(text, []byte(byteOrderMark)):
		message = "this is not JSON: the file starts with a byte order mark; save it without"
	case errors.As(err, &encoding):
		at = encoding.Offset
	case errors.As(err, &wrong):
		at = max(0, min(int(wrong.Offset)-1, len(text)-1))
	}
	pos := linesOf(name, text).pos(at)
	end := pos
	end.Col++
	r.invalid(message+"; DataJoint ignores the whole file", pos, end)
}

// invalid reports a mistake in datajoint.json, which DataJoint before 2.0 does not
// read.
func (r *reader) invalid(message string, pos, end graph.Pos) {
	if r.found.Project.DataJoint.AllBefore(graph.Version{Major: 2}) {
		return
	}
	r.found.Diagnostics = append(r.found.Diagnostics, graph.Diagnostic{
		Rule: "setting-invalid", Severity: graph.Warning, Message: message, Pos: pos, End: end,
	})
}
