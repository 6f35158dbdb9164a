package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// A libraryName is a name or a module that some versions of package datajoint lack.
type libraryName struct {
	since   graph.Version // the first version that has it; the zero value if all old ones do
	until   graph.Version // the first version that lacks it again; the zero value if none does
	instead string        // what to use since then, if it is another name
	remedy  string        // what to do since then, if there is no other name
}

// libraryNames returns the names by the versions in which package datajoint has
// them. They compare its __init__.py and modules in 0.13.8, 0.14.9, 2.0.2, 2.1.1 and
// 2.3.2. A name that has been there, gone and back is not in the list.
func libraryNames() map[string]libraryName {
	two := version(2, 0)
	names := map[string]libraryName{
		"schema":                       {until: two, instead: "Schema"},
		"ERD":                          {until: two, instead: "Diagram"},
		"Di":                           {until: two, instead: "Diagram"},
		"create_virtual_module":        {until: two, instead: "VirtualModule"},
		"AttributeAdapter":             {until: two, remedy: "define a subclass of Codec"},
		"attribute_adapter":            {until: two, remedy: "define a subclass of Codec"},
		"key":                          {until: two, remedy: `fetch with keys() or "KEY"`},
		"key_hash":                     {until: two, remedy: "write a hash function of your own"},
		"hash":                         {until: two, remedy: "write a hash function of your own"},
		"set_password":                 {until: two, remedy: "set the password in the database"},
		"kill":                         {until: two, remedy: "end connections in the database"},
		"admin":                        {until: two, remedy: "set passwords and end connections in the database"},
		"external":                     {until: two, remedy: "remove it"},
		"fetch":                        {until: two, remedy: "call the fetch methods of tables"},
		"plugin":                       {until: two, remedy: "remove it"},
		"s3":                           {until: two, remedy: "remove it"},
		"Schema.spawn_missing_classes": {until: two, remedy: "write make_classes()"},
		"Schema.make_classes":          {since: two},
		"config.save":                  {until: two, remedy: "write the settings to datajoint.json"},
		"config.save_local":            {until: two, remedy: "write the settings to datajoint.json"},
		"config.save_global":           {until: two, remedy: "write the settings to datajoint.json"},
		"config.save_template":         {since: two},
		"config.override":              {since: two},
		"Top":                          {since: version(0, 14)},
		"cli":                          {since: version(0, 14)},
		"migrate_dj011_external_blob_storage_to_dj012": {until: version(0, 14), remedy: "migrate with datajoint 0.13"},
	}
	for _, name := range []string{
		"Codec", "SchemaCodec", "list_codecs", "get_codec", "ObjectRef", "NpyRef", "virtual_schema", "ValidationResult",
		"builtin_codecs", "codecs", "gc", "hash_registry", "lineage", "objectref", "staged_insert", "storage",
	} {
		names[name] = libraryName{since: two}
	}
	for _, name := range []string{
		"Instance", "ThreadSafetyError", "AutoPopulate", "Job", "SparkAdapter", "StorageAdapter", "get_storage_adapter", "deploy",
		"instance", "spark", "storage_adapter",
	} {
		names[name] = libraryName{since: version(2, 2)}
	}
	return names
}

// missingNames reports names of package datajoint that no version has which the
// project allows. A guarded use is for other versions.
func (p *Pass) missingNames(m *graph.Module, names map[string]libraryName) {
	reported := make(map[string]bool) // modules, which files use again and again
	for _, u := range m.Uses {
		root, _, inside := strings.Cut(u.Name, ".")
		if _, whole := names[u.Name]; whole {
			root, inside = u.Name, false
		}
		n, ok := names[root]
		if !ok && !isLibraryName(root) {
			p.unknownName(&u, root)
			continue
		}
		removed := n.until.Known() && p.allFrom(n.until)
		if !ok || u.Guarded || !removed && !(n.since.Known() && p.allBefore(n.since)) {
			continue
		}
		prefix, found := strings.CutSuffix(u.Text, u.Name) // "dj.", or "" for an imported name
		text := prefix + root
		if !found { // imported from a module, or with a name of its own
			prefix, text = "", u.Text
		}
		isModule := inside && root == strings.ToLower(root)
		if isModule && reported[root] {
			continue
		}
		reported[root] = true
		what := text
		if strings.HasPrefix(u.Name, "Schema.") {
			what = u.Text
		} else if !found {
			what = "module datajoint." + root
		}
		p.Report(graph.Diagnostic{Message: p.missingName(what, prefix, n, removed), Pos: u.Pos, End: textEnd(u.Pos, text)})
	}
}

// unknownName reports a use of a name that no version of package datajoint has: an
// error if it is close to another one, else a warning.
func (p *Pass) unknownName(u *graph.Use, name string) {
	if u.Guarded {
		return
	}
	d := graph.Diagnostic{Message: fmt.Sprintf("no version of datajoint since 0.13 has %s; remove it", u.Text), Pos: u.Pos, End: textEnd(u.Pos, u.Text)}
	severity := graph.Warning
	if near := spelling.Nearest(name, publicNames()); near != "" && len(name) >= len("conn") {
		severity = graph.Error
		d.Message = fmt.Sprintf("datajoint has no %s; write %s", u.Text, strings.TrimSuffix(u.Text, u.Name)+near)
	}
	p.ReportAs(severity, d)
}

// publicNames lists the names of package datajoint that pipelines use.
func publicNames() []string {
	return []string{
		"AndList", "AttributeAdapter", "Codec", "Connection", "DataJointError", "Diagram", "ERD", "FreeTable", "MatCell", "MatStruct", "Not",
		"Schema", "schema", "Table", "Top", "VirtualModule", "config", "conn", "create_virtual_module", "errors", "kill", "list_schemas", "logger",
		"set_password", "virtual_schema", "key_hash",
	}
}

// isLibraryName reports whether all versions of package datajoint since 0.13 have a
// name or a module, apart from those of libraryNames. Misspelt tiers have a rule of their own.
func isLibraryName(name string) bool {
	if strings.HasPrefix(name, "_") || slices.Contains(publicNames(), name) {
		return true
	}
	return slices.Contains([]string{"U", "adapters", "autopopulate", "blob", "condition", "connection", "declare", "dependencies", "diagram", "erd", "expression", "heading", "jobs", "logging", "migrate", "preview", "schemas", "settings", "table", "types", "user_tables", "utils", "version", "Manual", "Lookup", "Imported", "Computed", "Part", "manual", "lookup", "imported", "computed", "part"}, name)
}

// missingName says that a name is missing, and what to do.
func (p *Pass) missingName(what, prefix string, n libraryName, removed bool) string {
	switch {
	case !removed:
		return fmt.Sprintf("datajoint before %s has no %s, and the project requires such a version; require a later one", n.since, what)
	case n.remedy != "":
		return fmt.Sprintf("datajoint %s has no %s; %s", p.oldestVersion(), what, n.remedy)
	}
	return fmt.Sprintf("datajoint %s has no %s; write %s%s", p.oldestVersion(), what, prefix, n.instead)
}
