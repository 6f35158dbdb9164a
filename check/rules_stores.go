package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// storeRules are about object stores: [tool.datajoint.stores.<name>] of
// pyproject.toml, and the attributes that name them.
func storeRules() []Rule {
	return []Rule{
		{Code: "store-undeclared", Title: "an attribute names an object store that the project does not declare", Severity: graph.Error, Run: storeUndeclared},
		{Code: "store-invalid", Title: "the declaration of an object store is wrong", Severity: graph.Error, Run: storeInvalid},
		{Code: "store-unused", Title: "an object store is declared but not used", Severity: graph.Warning, Run: storeUnused},
	}
}

// declaredStores returns the stores in pyproject.toml, sorted by position.
func (p *Pass) declaredStores() []graph.Store {
	return slices.DeleteFunc(slices.Clone(p.Pipeline.Project.Stores), func(s graph.Store) bool { return s.Pos.Path != "pyproject.toml" })
}

// storeUndeclared reports nothing if the project declares no stores, because they
// may be configured elsewhere; the standard for projects excludes that if there
// is a pyproject.toml. It also reports nothing if code configures stores, because
// their names are unknown.
func storeUndeclared(p *Pass) {
	project := &p.Pipeline.Project
	var known []string
	for _, s := range project.Stores {
		known = append(known, s.Name)
	}
	if len(known) == 0 && (!p.opts.Project || !project.HasPyproject) || len(project.CodeStores) > 0 {
		return
	}
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		if a.Store == "" || slices.Contains(known, a.Store) {
			return
		}
		hint := fmt.Sprintf("declare it in pyproject.toml, as [tool.datajoint.stores.%s]", a.Store)
		if near := spelling.Nearest(a.Store, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the store %q of the attribute %q is not declared; %s", a.Store, a.Name, hint),
			Pos:     a.StorePos,
		})
	})
}

// storeUnused reports nothing if only a part of the project was read: the rest may
// use the store.
func storeUnused(p *Pass) {
	if p.Pipeline.Project.Partial {
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

// A protocol lists the keys of one kind of store in DataJoint.
type protocol struct {
	required, optional []string
}

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

func storeInvalid(p *Pass) {
	for _, s := range p.declaredStores() {
		p.checkStore(&s)
	}
}

func (p *Pass) checkStore(s *graph.Store) {
	report := func(pos, end graph.Pos, format string, args ...any) {
		p.Report(graph.Diagnostic{Message: fmt.Sprintf(format, args...), Pos: pos, End: end})
	}
	setting := func(key string) int {
		return slices.IndexFunc(s.Settings, func(x graph.StoreSetting) bool { return x.Key == key })
	}
	i := setting("protocol")
	if i < 0 {
		report(s.Pos, s.End, "the store %q has no protocol; add protocol = \"file\", \"s3\", \"gcs\" or \"azure\"", s.Name)
		return
	}
	kind, ok := protocols()[strings.ToLower(s.Protocol)]
	if !ok {
		report(s.Settings[i].Pos, s.Settings[i].End, "%q is not a store protocol; want \"file\", \"s3\", \"gcs\" or \"azure\"", s.Protocol)
		return
	}
	for _, key := range kind.required {
		if setting(key) < 0 {
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
		}
	}
}
