package scaffold

import (
	"fmt"
	"slices"
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
		files = append(files, source{src + m.name + ".py", "schema/" + m.template + ".py", map[string]string{
			"name": m.name, "class": className(m.name), "database": o.database(m.name),
			"upstream": m.upstream, "upstream.class": className(m.upstream),
		}})
	}
	return files
}
