package check

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// storeRules are about object stores: [tool.datajoint.stores.<name>] of
// pyproject.toml, and the attributes that name them.
func storeRules() []Rule {
	return []Rule{
		{Code: "store-undeclared", Title: "an attribute names an object store that the project does not declare", Severity: graph.Error, Run: storeUndeclared},
		{Code: "store-invalid", Title: "the declaration of an object store is wrong", Severity: graph.Error, Run: storeInvalid},
		{Code: "store-unused", Title: "an object store is declared and not used", Severity: graph.Warning, Run: storeUnused},
	}
}

// A store is a declared object store.
type store struct {
	name string
	pos  graph.Pos // of its header, or of its first key
	end  graph.Pos
	keys []setting
}

// stores lists the stores of pyproject.toml in the order of the text.
func (p *Pass) stores() []store {
	list, _, _ := p.files.pyproject()
	var stores []store
	for _, s := range list {
		if len(s.key) < 4 || !slices.Equal(s.key[:3], []string{"tool", "datajoint", "stores"}) {
			continue
		}
		i := slices.IndexFunc(stores, func(t store) bool { return t.name == s.key[3] })
		if i < 0 {
			i = len(stores)
			stores = append(stores, store{name: s.key[3], pos: s.pos, end: s.end})
		}
		if len(s.key) == 5 && s.kind != unstable.Table {
			stores[i].keys = append(stores[i].keys, s)
		}
	}
	// "default" and "filepath_default" name stores, and are none.
	return slices.DeleteFunc(stores, func(s store) bool {
		return len(s.keys) == 0 && (s.name == "default" || s.name == "filepath_default")
	})
}

// configured lists the stores of DataJoint's own configuration files.
func (p *Pass) configured() []string {
	var names []string
	for _, file := range []string{"datajoint.json", "dj_local_conf.json"} {
		text, ok := p.files.read(file)
		if !ok {
			continue
		}
		var conf struct {
			Stores map[string]json.RawMessage `json:"stores"`
		}
		if json.Unmarshal(text, &conf) != nil {
			continue
		}
		for name := range conf.Stores {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// storeUndeclared is silent in a project that declares no store at all, as
// its stores are set up elsewhere; but not with the standard for projects,
// unless there is no pyproject.toml to declare them in. It is silent as well
// where code sets stores up, whose names may be anything.
func storeUndeclared(p *Pass) {
	known := p.configured()
	for _, s := range p.stores() {
		known = append(known, s.name)
	}
	_, problem, exists := p.files.pyproject()
	if len(known) == 0 && (!p.opts.Project || !exists || problem != nil) {
		return
	}
	inCode := sync.OnceValue(p.storesInCode) // few pipelines need to know
	p.own(func(t *graph.Table, a *graph.Attribute) {
		if a.Store == "" || slices.Contains(known, a.Store) || inCode() {
			return
		}
		hint := fmt.Sprintf("declare it in pyproject.toml, as [tool.datajoint.stores.%s]", a.Store)
		if near := spelling.Nearest(a.Store, known); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		p.Report(graph.Diagnostic{
			Message: fmt.Sprintf("the store %q of the attribute %q is not declared; %s", a.Store, a.Name, hint),
			Pos:     p.word(t, a.Line, a.Store),
		})
	})
}

// storesInCode reports whether a module sets up object stores, by assigning to
// dj.config or updating it. To read what is set there does not count. Quotes
// have a backslash before them in the file of a notebook.
func (p *Pass) storesInCode() bool {
	const stores = `(?:\.stores\b|\[\s*\\?["']stores\\?["']\s*\])`
	set := regexp.MustCompile(`(?m)^[^#\n]*\bconfig(?:` +
		stores + `(?:\s*\[[^\]\n]*\])*\s*(?:\|?=[^=]|\.(?:update|setdefault)\()` + // stores["main"] = …
		`|\[\s*\\?["']stores\.[^\]\n]*\]\s*=[^=]` + // config["stores.main"] = …
		`|\.(?:update|setdefault)\([^)]*\bstores\b)`)
	return slices.ContainsFunc(p.Pipeline.Modules, func(m graph.Module) bool {
		text, _ := p.files.read(m.Path)
		return bytes.Contains(text, []byte("stores")) && set.Match(text)
	})
}

func storeUnused(p *Pass) {
	used := make(map[string]bool)
	p.own(func(_ *graph.Table, a *graph.Attribute) { used[a.Store] = true })
	list, _, _ := p.files.pyproject()
	for _, s := range list {
		if s.is("tool", "datajoint", "stores", "default") || s.is("tool", "datajoint", "stores", "filepath_default") {
			used[s.text] = true
		}
	}
	for _, s := range p.stores() {
		if !used[s.name] {
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("no attribute names the store %q; remove it, or use it as <blob@%s>", s.name, s.name),
				Pos:     s.pos,
				End:     s.end,
			})
		}
	}
}

// A protocol is what DataJoint knows of a kind of store.
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
	for _, s := range p.stores() {
		p.checkStore(s)
	}
}

func (p *Pass) checkStore(s store) {
	report := func(at setting, format string, args ...any) {
		p.Report(graph.Diagnostic{Message: fmt.Sprintf(format, args...), Pos: at.pos, End: at.end})
	}
	head := setting{pos: s.pos, end: s.end}
	value := make(map[string]setting)
	for _, k := range s.keys {
		value[k.key[4]] = k
	}
	proto, ok := value["protocol"]
	if !ok {
		report(head, "the store %q has no protocol; add protocol = \"file\", \"s3\", \"gcs\" or \"azure\"", s.name)
		return
	}
	kind, ok := protocols()[strings.ToLower(proto.text)]
	if !ok {
		report(proto, "%q is no protocol of a store; want \"file\", \"s3\", \"gcs\" or \"azure\"", proto.text)
		return
	}
	for _, key := range kind.required {
		if _, ok := value[key]; !ok {
			report(head, "the store %q has no %s, which the protocol %q needs", s.name, key, proto.text)
		}
	}
	known := slices.Concat([]string{"protocol"}, kind.required, kind.optional)
	for _, k := range s.keys {
		name := k.key[4]
		switch {
		case !slices.Contains(known, name):
			hint := ""
			if near := spelling.Nearest(name, known); near != "" {
				hint = fmt.Sprintf("; did you mean %q?", near)
			}
			report(k, "a store with the protocol %q has no key %q%s", proto.text, name, hint)
		case slices.Contains(kind.required, name) && k.kind != unstable.String:
			report(k, "%s of a store is a text, in quotes", name)
		case slices.Contains(kind.required, name) && k.text == "" && name != "location":
			report(k, "%s of the store %q is empty", name, s.name)
		case name == "secure" && k.kind != unstable.Bool:
			report(k, "secure of a store is true or false, without quotes")
		}
	}
}
