package projectfiles

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/newline"
)

// entryPoints records the codecs that pyproject.toml offers to DataJoint, which
// loads the entry points of two groups.
func (r *reader) entryPoints(list []setting) {
	for _, s := range list {
		if len(s.path) == 4 && s.path[0] == "project" && s.path[1] == "entry-points" && (s.path[2] == "datajoint.codecs" || s.path[2] == "datajoint.types") {
			r.found.Codecs = append(r.found.Codecs, graph.Codec{Name: s.path[3], Pos: s.pos})
		}
	}
}

// mayHavePlugins reports whether the files in a project's root folder require
// packages that may define codecs, as far as they are read: pyproject.toml, the
// requirements of pip, and, whatever they say, files of other kinds.
func (r *reader) mayHavePlugins() bool {
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		return false
	}
	required := r.requiredByPyproject()
	for _, e := range entries {
		name := e.Name()
		requirements, _ := path.Match("*requirements*.txt", name)
		switch {
		case name == "setup.py", name == "setup.cfg", name == "environment.yml", name == "environment.yaml", name == "conda.yml":
			return true
		case !requirements:
			continue
		}
		if text, err := readFile(r.fsys, name); err == nil {
			required = append(required, strings.Split(string(newline.Unify(text)), "\n")...)
		}
	}
	separators := regexp.MustCompile(`[-_.]+`)
	return slices.ContainsFunc(required, func(line string) bool {
		name := packageName(line, separators)
		return name != "" && !slices.Contains(wellKnown(), name)
	})
}

// requiredByPyproject lists the requirements in pyproject.toml, as in
// "datajoint>=2.0".
func (r *reader) requiredByPyproject() []string {
	required := r.pyprojectFile.list("project", "dependencies")
	for _, more := range r.pyprojectFile.table("project", "optional-dependencies") {
		more, _ := more.([]any)
		required = append(required, texts(more)...)
	}
	for name := range r.pyprojectFile.table("tool", "poetry", "dependencies") {
		required = append(required, name)
	}
	return required
}

// packageName returns the name at the start of a requirement, normalised as PyPI
// does, or "". separators are runs of the characters that count as one dash. See https://packaging.python.org/en/latest/specifications/name-normalization/.
func packageName(requirement string, separators *regexp.Regexp) string {
	text := strings.TrimSpace(requirement)
	if strings.HasPrefix(text, "#") || text == "" {
		return ""
	}
	name := text
	if i := strings.IndexAny(text, " \t[<>=!~;@#("); i >= 0 {
		name = text[:i]
	}
	return separators.ReplaceAllString(strings.ToLower(name), "-")
}

// wellKnown lists packages that define no codecs: those that pipelines require
// most.
func wellKnown() []string {
	return []string{
		"datajoint", "python", "djdag",
		"numpy", "scipy", "pandas", "matplotlib", "seaborn", "plotly", "networkx", "scikit-learn", "scikit-image", "statsmodels", "numba",
		"opencv-python", "opencv-python-headless", "pillow", "imageio", "tifffile", "h5py", "zarr", "xarray", "dask", "pyarrow", "pynwb", "hdmf",
		"torch", "tensorflow", "jax", "ipython", "ipykernel", "ipywidgets", "jupyter", "jupyterlab", "notebook", "nbformat",
		"tqdm", "requests", "pyyaml", "toml", "tomli", "click", "typer", "pydantic", "pydantic-settings", "python-dotenv", "typing-extensions",
		"pymysql", "cryptography", "psycopg2", "psycopg2-binary", "boto3", "minio", "fsspec", "s3fs", "gcsfs", "graphviz", "pydot", "pyparsing", "faker",
		"pytest", "pytest-cov", "coverage", "black", "ruff", "flake8", "isort", "mypy", "pre-commit", "codespell",
		"setuptools", "wheel", "build", "hatchling", "sphinx", "mkdocs", "mkdocs-material",
	}
}
