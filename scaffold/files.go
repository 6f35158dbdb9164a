package scaffold

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A File is a file of a project.
type File struct {
	Path string // slash-separated, relative to the project
	Data []byte
}

// Project returns the files of a new project, sorted by path. An error says which
// of the options is wrong.
func Project(o Options) ([]File, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	var files []File
	for _, f := range o.tree() {
		t := &template{values: o.values(), holds: o.holds()}
		for name, value := range f.values {
			t.values[name] = value
		}
		text, err := t.expand(f.template)
		if err != nil {
			return nil, err
		}
		data := []byte(text)
		if strings.HasSuffix(f.path, ".ipynb") {
			if data, err = notebook(text); err != nil {
				return nil, fmt.Errorf("%s: %w", f.path, err)
			}
		}
		files = append(files, File{f.path, data})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// A source says from which template a file comes.
type source struct {
	path, template string
	values         map[string]string // besides those of the project
}

// tree returns the files of the project.
func (o *Options) tree() []source {
	src := "src/" + o.packageName() + "/"
	files := []source{
		{path: ".github/workflows/pipeline.yml", template: "workflow.yml"},
		{path: ".gitignore", template: "gitignore"},
		{path: ".pre-commit-config.yaml", template: "pre-commit-config.yaml"},
		{path: "LICENSE", template: "license/" + o.License.String() + ".txt"},
		{path: "README.md", template: "readme.md"},
		{path: "docker/.env.example", template: "docker/env.example"},
		{path: "docker/Dockerfile", template: "docker/Dockerfile"},
		{path: "docker/Dockerfile.dockerignore", template: "docker/dockerignore"},
		{path: "docker/docker-compose.yaml", template: "docker/compose.yaml"},
		{path: "docs/index.md", template: "index.md"},
		{path: "notebooks/00-overview.ipynb", template: "notebook/overview.py"},
		{path: "notebooks/01-populate.ipynb", template: "notebook/populate.py"},
		{path: "pyproject.toml", template: "pyproject.toml"},
		{path: src + "__init__.py", template: "init.py"},
		{path: src + "worker.py", template: "worker.py"},
		{path: "tests/test_pipeline.py", template: "test_pipeline.py"},
	}
	switch o.Standard {
	case Book:
		files = append(files, source{path: src + "settings.py", template: "settings.py"})
	case Docs:
		files = append(files, source{path: "datajoint.json", template: "datajoint.json"})
	}
	if o.isChapter() {
		files = append(files, source{path: "data/README.md", template: "data.md"})
	}
	for _, m := range o.modules() {
		values := map[string]string{
			"name": m.name, "class": className(m.name), "database": o.database(m.name),
			"upstream": m.upstream, "upstream.class": m.upstreamClass,
		}
		files = append(files, source{src + m.name + ".py", "schema/" + m.template + ".py", values})
	}
	return files
}

// values returns the names in the templates with their values.
func (o *Options) values() map[string]string {
	modules := o.modules()
	first, last := modules[0], modules[len(modules)-1]
	var names, imports, quoted, rows, entered, automated, automatedIn []string
	for _, m := range modules {
		names = append(names, m.name)
		imports = append(imports, "from . import "+m.name)
		quoted = append(quoted, strconv.Quote(m.name))
		rows = append(rows, fmt.Sprintf("| [`%s`](src/%s/%s.py) | `%s` | %s |", m.name, o.packageName(), m.name, o.database(m.name), m.about))
		if m.automated != "" {
			automated = append(automated, m.name+"."+m.automated)
			automatedIn = append(automatedIn, m.name)
		}
	}
	entered = []string{first.name, last.name, "worker"}
	if o.isChapter() {
		entered = append(slices.Clone(names), "worker")
		entered = slices.DeleteFunc(entered, func(n string) bool { return n == "processing" })
	}
	if o.Standard == Book {
		quoted = append([]string{`"settings"`}, quoted...)
	}
	sorted := func(names []string) []string { return slices.Compact(slices.Sorted(slices.Values(names))) }
	v := map[string]string{
		"project": o.Name, "package": o.packageName(), "prefix": o.prefix(), "bucket": o.slug() + "-data",
		"standard": o.Standard.String(), "spdx": o.License.spdx(), "year": strconv.Itoa(o.Year),
		"first": first.name, "first.class": className(first.name),
		"last": last.name, "last.table": last.name + "." + last.automated,
		"modules.rows":      strings.Join(rows, "\n"),
		"modules.tuple":     pythonTuple("", names, false),
		"imports":           strings.Join(imports, "\n"),
		"all":               pythonList(quoted),
		"import.modules":    pythonImport("", o.packageName(), sorted(names)),
		"import.tested":     pythonImport("    ", o.packageName(), sorted(append(slices.Clone(names), "worker"))),
		"import.entered":    pythonImport("", o.packageName(), sorted(entered)),
		"import.automated":  pythonImport("", ".", sorted(automatedIn)),
		"automated":         pythonTuple("", automated, true),
		"author":            o.author(),
		"author.toml":       tomlString(o.author()),
		"author.md":         markdown(o.author()),
		"release":           o.release(),
		"release.installed": strings.Replace(o.release(), "main", "latest", 1),
	}
	for name, value := range o.dialect() {
		v[name] = value
	}
	return v
}

// dialect returns what depends on the version of DataJoint and on the database.
func (o *Options) dialect() map[string]string {
	modules := o.modules()
	last := modules[len(modules)-1]
	if o.DataJoint == DataJoint014 {
		return map[string]string{
			"requirement": "datajoint>=0.14.6,<0.15",
			"int16":       "smallint", "int32": "int", "float64": "double", "blob": "blob@main",
			"jobs": "`" + last.name + ".schema.jobs`, for one, lists what failed in that schema",
		}
	}
	requirement := "datajoint[s3]>=2.2.3,<3" // 2.2.3 introduced DJ_STORES
	if o.Backend == PostgreSQL {
		requirement = "datajoint[postgres,s3]>=2.2.3,<3"
	}
	return map[string]string{
		"requirement": requirement,
		"int16":       "int16", "int32": "int32", "float64": "float64", "blob": "<blob@main>",
		"jobs": "`" + last.name + "." + last.automated + ".jobs.errors`, for one, lists what failed in that table",
	}
}

// holds returns the words in the conditions of the templates, and whether each
// one holds.
func (o *Options) holds() map[string]bool {
	return map[string]bool{
		"book":       o.Standard == Book,
		"docs":       o.Standard == Docs,
		"datajoint2": o.DataJoint == DataJoint2,
		"mysql":      o.Backend == MySQL,
		"postgresql": o.Backend == PostgreSQL,
		"chapter":    o.isChapter(),
		"only":       len(o.schemas()) == 1,
	}
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
