package scaffold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// holds returns the words in the conditions of the templates, and whether each
// one holds.
func (o *Options) holds() map[string]bool {
	return map[string]bool{
		"book":         o.Standard == Book,
		"docs":         o.Standard == Docs,
		"datajoint2":   o.DataJoint == DataJoint2,
		"datajoint014": o.DataJoint == DataJoint014,
		"mysql":        o.Backend == MySQL,
		"postgresql":   o.Backend == PostgreSQL,
		"chapter":      o.isChapter(),
		"only":         len(o.schemas()) == 1,
	}
}

// values returns the names in the templates with their values. Those of
// one module come with its file.
func (o *Options) values() map[string]string {
	modules := o.modules()
	first, last := modules[0], modules[len(modules)-1]
	values := map[string]string{
		"project": o.Name, "package": o.packageName(), "prefix": o.prefix(),
		"bucket":   o.slug() + "-data",
		"standard": o.Standard.String(),
		"spdx":     o.License.spdx(),
		"year":     strconv.Itoa(o.Year),
		"first":    first.name, "first.class": className(first.name),
		"last": last.name, "last.table": last.name + "." + last.automated,
		"author": o.author(), "author.toml": tomlString(o.author()), "author.md": markdown(o.author()),
		"release": o.release(),
	}
	for name, value := range o.listed(modules) {
		values[name] = value
	}
	for name, value := range o.types() {
		values[name] = value
	}
	return values
}

// listed returns the names that stand for lists of modules or tables.
func (o *Options) listed(modules []module) map[string]string {
	var names, imports, exported, rows, tables, automated []string
	if o.Standard == Book {
		exported = append(exported, `"settings"`)
	}
	for _, m := range modules {
		names = append(names, m.name)
		imports = append(imports, "from . import "+m.name)
		exported = append(exported, strconv.Quote(m.name))
		rows = append(rows, fmt.Sprintf("| [`%s`](src/%s/%s.py) | `%s` | %s |", m.name, o.packageName(), m.name, o.database(m.name), m.about))
		if m.automated != "" {
			tables = append(tables, m.name+"."+m.automated)
			automated = append(automated, m.name)
		}
	}
	return map[string]string{
		"modules.rows":     strings.Join(rows, "\n"),
		"modules.tuple":    pythonTuple(names),
		"imports":          strings.Join(imports, "\n"),
		"exported":         pythonList(exported),
		"tables":           pythonLines("", tables),
		"import.modules":   pythonImport("", o.packageName(), names),
		"import.automated": pythonImport("", ".", automated),
		"import.entered":   pythonImport("", o.packageName(), []string{names[0], names[len(names)-1], "worker"}),
		"import.tested":    pythonImport("    ", o.packageName(), append(slices.Clone(names), "worker")),
	}
}

// types returns the names for the types of attributes.
func (o *Options) types() map[string]string {
	if o.DataJoint == DataJoint014 {
		return map[string]string{"int16": "smallint", "int32": "int", "float64": "double", "blob": "blob@main"}
	}
	return map[string]string{"int16": "int16", "int32": "int32", "float64": "float64", "blob": "<blob@main>"}
}

// author returns the holder of the copyright.
func (o *Options) author() string {
	if o.Author == "" {
		return "The " + o.Name + " authors"
	}
	return strings.TrimSpace(o.Author)
}

// release returns the version of djdag for the checks in CI.
func (o *Options) release() string {
	if o.Release == "" {
		return "main"
	}
	return o.Release
}
