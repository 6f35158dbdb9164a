package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// storeRules are about object stores: [tool.datajoint.stores.<name>] of
// pyproject.toml or "stores" of datajoint.json, and the attributes that name them. Two are about the other
// settings there.
func storeRules() []Rule {
	return []Rule{
		{Code: "store-undeclared", Title: "an attribute names an object store that the project does not declare", Severity: graph.Error, Run: storeUndeclared},
		{Code: "store-invalid", Title: "the declaration of an object store is wrong", Severity: graph.Error, Run: storeInvalid},
		{Code: "store-unused", Title: "an object store is declared but not used", Severity: graph.Warning, Run: storeUnused},
		{Code: "setting-unknown", Title: "datajoint.json has a setting that DataJoint ignores", Severity: graph.Warning},
		{Code: "setting-invalid", Title: "the settings in datajoint.json cannot be loaded", Severity: graph.Warning},
	}
}

// noteLocalStores notes, once for each, the stores of a project that declares none, if
// its versions of datajoint refuse a table whose store is not configured.
func (p *Pass) noteLocalStores() {
	if !p.oldestVersion().Known() || !p.allBefore(version(2, 0)) {
		return
	}
	seen := make(map[string]bool)
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if a.Store == "" || seen[a.Store] || strings.HasPrefix(a.Type, "<") || strings.HasPrefix(a.Type, "external") { // the others have errors of their own
			return
		}
		seen[a.Store] = true
		p.ReportAs(graph.Note, graph.Diagnostic{
			Message: fmt.Sprintf("the project declares no store, so datajoint %s refuses %s unless a local configuration has the store %q", p.oldestVersion(), t.Class, a.Store),
			Pos:     a.StorePos,
		})
	})
}

// storeUndeclared reports only a note if the project declares no stores, because they
// may be configured elsewhere; the standard for projects excludes that if there
// is a pyproject.toml. It also reports nothing if code configures stores, because
// their names are unknown.
func storeUndeclared(p *Pass) {
	project := &p.Pipeline.Project
	var known, unread []string
	for _, s := range project.Stores {
		if s.Pos.Path == pyprojectFile && p.docs() {
			unread = append(unread, s.Name)
		} else {
			known = append(known, s.Name)
		}
	}
	if len(project.CodeStores) > 0 {
		return
	}
	if len(known)+len(unread) == 0 && (!p.opts.Project || !project.HasPyproject) {
		p.noteLocalStores()
		return
	}
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		switch {
		case a.Store == "":
			p.checkDefaultStore(a, known)
			return
		case slices.Contains(known, a.Store):
			return
		case slices.Contains(unread, a.Store):
			p.ReportAs(graph.Warning, graph.Diagnostic{
				Message: fmt.Sprintf("the store %q of the attribute %q is declared in %s, which DataJoint 2 does not read; declare it in %s", a.Store, a.Name, pyprojectFile, configFile),
				Pos:     a.StorePos,
			})
			return
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the store %q of the attribute %q is not declared; %s", a.Store, a.Name, p.storeHint(a.Store, known)),
			Pos:     a.StorePos,
		})
	})
	for _, s := range project.DefaultStores {
		if len(known) > 0 && s.Store != "" && !slices.Contains(known, s.Store) {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("the default store %q is not declared; %s", s.Store, p.storeHint(s.Store, known)),
				Pos:     s.Pos,
			})
		}
	}
}

// checkDefaultStore reports an attribute such as <blob@>, which names no store, if the
// project declares stores in datajoint.json but none for such attributes. DataJoint
// declares the table, and rejects what is inserted.
func (p *Pass) checkDefaultStore(a *graph.Attribute, known []string) {
	codec, opened := strings.CutPrefix(a.Type, "<")
	codec, closed := strings.CutSuffix(codec, "@>")
	if !opened || !closed || len(known) == 0 || len(p.storesIn(configFile)) == 0 {
		return
	}
	key := "default"
	switch {
	case codec == "filepath":
		key = "filepath_default"
	case !slices.Contains(builtinCodecNames(), codec):
		return // a codec of the project may know its store
	}
	if slices.ContainsFunc(p.Pipeline.Project.DefaultStores, func(r graph.StoreReference) bool { return r.Key == key || r.Key == "" }) {
		return
	}
	p.ReportAs(graph.Warning, graph.Diagnostic{
		Message: fmt.Sprintf("the attribute %q names no store, and \"stores\" in %s has no %s; add %q: %q, or name a store", a.Name, configFile, key, key, known[0]),
		Pos:     a.TypePos,
		End:     textEnd(a.TypePos, a.Type),
	})
}

// storeHint says what to do about a store that is not declared.
func (p *Pass) storeHint(store string, known []string) string {
	switch near := spelling.Nearest(store, known); {
	case near != "":
		return fmt.Sprintf("did you mean %q?", near)
	case p.docs():
		return fmt.Sprintf("declare it in %s, as %q in \"stores\"", configFile, store)
	}
	return fmt.Sprintf("declare it in pyproject.toml, as [tool.datajoint.stores.%s]", store)
}

// storeUnused reports nothing if only a part of the project was read, or not all
// definitions: the rest may use the store.
func storeUnused(p *Pass) {
	if p.Pipeline.Project.Partial || p.unknownDefinitions() {
		return
	}
	used := make(map[string]bool)
	p.ownAttributes(func(_ *graph.Table, a *graph.Attribute) { used[a.Store] = true })
	for _, s := range p.Pipeline.Project.DefaultStores {
		used[s.Store] = true
	}
	for _, s := range p.declaredStores() {
		if !used[s.Name] {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("no attribute names the store %q; remove it, or use it as <blob@%s>", s.Name, s.Name),
				Pos:     s.Pos,
				End:     s.End,
			})
		}
	}
}

// unknownDefinitions reports whether some definition could not be read.
func (p *Pass) unknownDefinitions() bool {
	return slices.ContainsFunc(p.Pipeline.Diagnostics, func(d graph.Diagnostic) bool { return d.Rule == "definition-unknown" })
}

// A protocol lists the keys of one kind of store in DataJoint.
type protocol struct {
	required, optional []string
}

// protocols are those of DataJoint 2. Credentials are not required: they are
// elsewhere.
func protocols() map[string]protocol {
	common := []string{"subfolding", "partition_pattern", "token_length", "hash_prefix", "schema_prefix", "filepath_prefix", "stage"}
	with := func(keys ...string) []string { return slices.Concat(keys, common) }
	return map[string]protocol{
		"file":  {[]string{"location"}, common},
		"s3":    {[]string{"endpoint", "bucket", "location"}, with("access_key", "secret_key", "secure", "proxy_server")},
		"gcs":   {[]string{"bucket", "location"}, with("token", "project")},
		"azure": {[]string{"container", "location"}, with("account_name", "account_key", "connection_string")},
	}
}

// oldProtocols are those of DataJoint before 2.0.
func oldProtocols() map[string]protocol {
	return map[string]protocol{
		"file": {[]string{"location"}, []string{"subfolding", "stage"}},
		"s3":   {[]string{"endpoint", "bucket", "location"}, []string{"access_key", "secret_key", "secure", "subfolding", "stage", "proxy_server"}},
	}
}

func storeInvalid(p *Pass) {
	var places []graph.Store
	for _, s := range p.Pipeline.Project.Stores {
		switch {
		case s.Pos.Path == pyprojectFile && p.docs():
			p.notRead(&s)
			continue
		case s.Pos.Path == configFile || s.Pos.Path == pyprojectFile:
			p.checkStore(&s, protocols())
			places = append(places, s)
		case !p.allFrom(version(2, 0)): // dj_local_conf.json, which DataJoint 2 does not read
			p.checkStore(&s, oldProtocols())
		}
	}
	p.checkSharing(places)
	p.checkPartitions()
}

// checkPartitions reports the names in the partition patterns of datajoint.json that no
// table with objects in the store has in its key, if all of these are known: DataJoint
// leaves such a name out of the paths.
func (p *Pass) checkPartitions() {
	if p.Pipeline.Project.Partial || p.unknownDefinitions() {
		return
	}
	var byDefault string
	for _, r := range p.Pipeline.Project.DefaultStores {
		if r.Key == "default" {
			byDefault = r.Store
		}
	}
	keys := make(map[string]map[string]bool) // attributes, by store
	open := make(map[string]bool)            // stores of tables whose key is not wholly known
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		store := a.Store
		if store == "" && strings.HasSuffix(a.Type, "@>") {
			store = byDefault
		}
		if store == "" {
			return
		}
		if keys[store] == nil {
			keys[store] = make(map[string]bool)
		}
		for i := range t.Attributes {
			if b := &t.Attributes[i]; b.InKey {
				keys[store][b.Name] = true
			}
		}
		open[store] = open[store] || p.keyMayLack(t.ID)
	})
	for _, s := range p.storesIn(configFile) {
		i := find(&s, "partition_pattern")
		if i < 0 || keys[s.Name] == nil || open[s.Name] {
			continue
		}
		for _, name := range inBraces(s.Settings[i].Text) {
			if keys[s.Name][name] {
				continue
			}
			hint := ""
			if near := spelling.Nearest(name, slices.Sorted(maps.Keys(keys[s.Name]))); near != "" {
				hint = fmt.Sprintf("; did you mean %q?", near)
			}
			p.ReportAs(graph.Warning, graph.Diagnostic{
				Message: fmt.Sprintf("no table with attributes in the store %q has %q in its key, so DataJoint leaves it out of the paths%s", s.Name, name, hint),
				Pos:     s.Settings[i].Pos,
				End:     s.Settings[i].End,
			})
		}
	}
}

// inBraces returns the names in braces in a pattern, in order.
func inBraces(pattern string) []string {
	var names []string
	for _, part := range strings.Split(pattern, "{")[1:] {
		if name, _, ok := strings.Cut(part, "}"); ok {
			names = append(names, name)
		}
	}
	return names
}

// notRead reports a store in pyproject.toml, unless code may read it there.
func (p *Pass) notRead(s *graph.Store) {
	if len(p.Pipeline.Project.CodeStores) > 0 {
		return
	}
	p.ReportAs(graph.Warning, graph.Diagnostic{
		Message: fmt.Sprintf("DataJoint 2 reads its stores from %s, not from pyproject.toml; declare %q there", configFile, s.Name),
		Pos:     s.Pos,
		End:     s.End,
	})
}

// find returns the index of a setting of a store, or -1.
func find(s *graph.Store, key string) int {
	return slices.IndexFunc(s.Settings, func(x graph.StoreSetting) bool { return x.Key == key })
}

// assignment writes an assignment as the file of a store does.
func assignment(s *graph.Store, key, value string) string {
	if strings.HasSuffix(s.Pos.Path, ".json") {
		return fmt.Sprintf("%q: %s", key, value)
	}
	return key + " = " + value
}

func (p *Pass) checkStore(s *graph.Store, protocols map[string]protocol) {
	report := func(pos, end graph.Pos, format string, args ...any) {
		p.Report(graph.Diagnostic{Message: fmt.Sprintf(format, args...), Pos: pos, End: end})
	}
	names := []string{"file", "s3", "gcs", "azure"}
	names = slices.DeleteFunc(names, func(name string) bool { _, ok := protocols[name]; return !ok })
	i := find(s, "protocol")
	if i < 0 {
		report(s.Pos, s.End, "the store %q has no protocol; add %s", s.Name, assignment(s, "protocol", joinQuotedOr(names)))
		return
	}
	kind, ok := protocols[strings.ToLower(s.Protocol)]
	if !ok {
		d := graph.Diagnostic{
			Message: fmt.Sprintf("%q is not a store protocol; want %s", s.Protocol, joinQuotedOr(names)),
			Pos:     s.Settings[i].Pos,
			End:     s.Settings[i].End,
		}
		if s.Pos.Path == configFile && s.Protocol != "" && spelling.Nearest(s.Protocol, names) == "" {
			d.Message += ", or that of an installed adapter"
			p.ReportAs(graph.Warning, d)
			return
		}
		p.Report(d)
		return
	}
	completed := s.Pos.Path != pyprojectFile && len(p.Pipeline.Project.CodeStores) > 0 // perhaps, when the code runs
	for _, key := range kind.required {
		if find(s, key) < 0 && !completed {
			report(s.Pos, s.End, "the store %q has no %s, which the protocol %q needs", s.Name, key, s.Protocol)
		}
	}
	known := slices.Concat([]string{"protocol"}, kind.required, kind.optional)
	for _, x := range s.Settings {
		switch {
		case !slices.Contains(known, x.Key):
			hint := ""
			if near := spelling.Nearest(x.Key, known); near != "" {
				hint = fmt.Sprintf("; did you mean %q?", near)
			}
			report(x.Pos, x.End, "a store with the protocol %q has no key %q%s", s.Protocol, x.Key, hint)
		case slices.Contains(kind.required, x.Key) && x.Kind != graph.TextValue:
			report(x.Pos, x.End, "%s of a store must be a string, in quotes", x.Key)
		case slices.Contains(kind.required, x.Key) && x.Empty && x.Key != "location":
			report(x.Pos, x.End, "%s of the store %q is empty", x.Key, s.Name)
		case x.Key == "secure" && x.Kind != graph.TruthValue:
			report(x.Pos, x.End, "secure of a store must be true or false, without quotes")
		case x.Key == "token_length" && (x.Kind == graph.TextValue || x.Kind == graph.TruthValue):
			report(x.Pos, x.End, "token_length of a store must be a number, without quotes")
		case x.Key == "subfolding" && x.Kind != graph.OtherValue:
			report(x.Pos, x.End, "subfolding of a store must be a list of numbers, such as [2, 2]")
		case slices.Contains(sections(), x.Key) && (x.Kind == graph.NumberValue || x.Kind == graph.TruthValue):
			report(x.Pos, x.End, "%s of a store must be a string, in quotes", x.Key)
		case x.Key == "partition_pattern" && x.Text != "" && !strings.ContainsAny(x.Text, "{}"):
			p.ReportAs(graph.Warning, graph.Diagnostic{
				Message: fmt.Sprintf("the pattern %q names no attribute, so it partitions nothing; write names in braces, as in {subject_id}", x.Text),
				Pos:     x.Pos,
				End:     x.End,
			})
		}
	}
	p.checkSections(s)
}

// sections lists the keys for the sections of a store.
func sections() []string { return []string{"hash_prefix", "schema_prefix", "filepath_prefix"} }

// section returns the prefix of a section of a store, with one slash at its end,
// or "" if the store has none.
func section(s *graph.Store, key string) string {
	prefix := map[string]string{"hash_prefix": "_hash", "schema_prefix": "_schema"}[key]
	if i := find(s, key); i >= 0 {
		prefix = s.Settings[i].Text // null and "" turn the section off
	}
	if prefix == "" {
		return ""
	}
	return strings.Trim(prefix, "/") + "/"
}

// overlap reports whether one prefix contains the other.
func overlap(a, b string) bool {
	return a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// checkSections reports sections of a store that contain one another, which
// DataJoint rejects.
func (p *Pass) checkSections(s *graph.Store) {
	for i, key := range sections() {
		for _, other := range sections()[i+1:] {
			if !overlap(section(s, key), section(s, other)) {
				continue
			}
			at := graph.Diagnostic{Pos: s.Pos, End: s.End}
			for _, k := range []string{key, other} { // the last that is written
				if n := find(s, k); n >= 0 {
					at.Pos, at.End = s.Settings[n].Pos, s.Settings[n].End
				}
			}
			at.Message = fmt.Sprintf("%s and %s of the store %q overlap; none of them may be a folder of another", key, other, s.Name)
			p.Report(at)
		}
	}
}

// checkSharing reports stores that keep their objects in the same folders: the
// garbage collection of one store deletes what only the other knows.
func (p *Pass) checkSharing(stores []graph.Store) {
	place := func(s *graph.Store) string {
		where := []string{s.Pos.Path, strings.ToLower(s.Protocol)}
		for _, key := range []string{"endpoint", "bucket", "container", "location"} {
			text := ""
			if i := find(s, key); i >= 0 {
				if text = s.Settings[i].Text; text == "" && !s.Settings[i].Empty {
					return "" // unknown
				}
			}
			where = append(where, strings.TrimSuffix(text, "/"))
		}
		return strings.Join(where, "\n")
	}
	for i := range stores {
		s := &stores[i]
		where := place(s)
		for j := range stores[:i] {
			first := &stores[j]
			if where == "" || place(first) != where {
				continue
			}
			for _, key := range []string{"hash_prefix", "schema_prefix"} {
				if a, b := section(first, key), section(s, key); a != "" && a == b {
					p.ReportAs(graph.Warning, graph.Diagnostic{
						Message: fmt.Sprintf("the stores %q and %q have the same location and %s, so the garbage collection of one deletes objects of the other; give them different locations", first.Name, s.Name, key),
						Pos:     s.Pos, End: s.End,
						Related: []graph.Related{{Pos: first.Pos, Message: "the other store"}},
					})
					break
				}
			}
		}
	}
}
