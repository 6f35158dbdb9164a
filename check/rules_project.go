package check

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/bounds"
	"github.com/djdag/djdag/internal/docker"
	"github.com/djdag/djdag/internal/newline"
)

// projectRules are about the layout of a project: one Git repository with
// everything that others need to install, run and change the pipeline.
func projectRules() []Rule {
	return []Rule{
		{Code: "project-git", Title: "the project is not in a Git repository", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectGit},
		{Code: "project-license", Title: "there is no license", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectLicense},
		{Code: "project-readme", Title: "there is no README", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectReadme},
		{Code: "project-pyproject", Title: "pyproject.toml is missing or incomplete", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectPyproject},
		{Code: "project-src", Title: "the code of the pipeline is not in src/<package>", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectSrc},
		{Code: "project-docker", Title: "the Docker files are missing or wrong", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectDocker},
		{Code: "project-tests", Title: "there are no tests", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectTests},
		{Code: "project-gitignore", Title: "there is no .gitignore", Severity: graph.Error, When: ForProjects, NeedsFiles: true, Run: projectGitignore},
		{Code: "project-init", Title: "the package does not import its modules in order", Severity: graph.Warning, When: ForProjects, Run: projectInit},
		{Code: "project-folders", Title: "there is no folder for documentation, notebooks or examples", Severity: graph.Note, When: WhenSelected, NeedsFiles: true, Run: projectFolders},
	}
}

// reportFile reports a finding about a file, which may not exist.
func (p *Pass) reportFile(file, format string, args ...any) {
	p.Report(graph.Diagnostic{Message: fmt.Sprintf(format, args...), Pos: graph.Pos{Path: file}})
}

// projectGit relies on [Options.NoGit]: the repository may start in a parent
// directory.
func projectGit(p *Pass) {
	if p.opts.NoGit {
		p.reportFile(".git", "the project is not in a Git repository; run git init")
	}
}

// projectLicense reports a missing license as advice where the documentation is the
// standard, which shows none.
func projectLicense(p *Pass) {
	for _, pattern := range []string{"licen[cs]e*", "copying*"} {
		if len(inRoot(p.files.matching(pattern))) > 0 {
			return
		}
	}
	severity := graph.Error
	if p.docs() {
		severity = graph.Warning
	}
	p.ReportAs(severity, graph.Diagnostic{
		Message: "there is no license, so nobody else may use the pipeline; add a file LICENSE",
		Pos:     graph.Pos{Path: "LICENSE"},
	})
}

func projectReadme(p *Pass) {
	if len(inRoot(p.files.matching("readme*"))) == 0 {
		p.reportFile("README.md", "there is no README; say in README.md what the pipeline is for, and how to run it")
	}
}

func projectGitignore(p *Pass) {
	text, exists := p.files.read(".gitignore")
	switch {
	case !exists && p.files.has(".gitignore"): // parse-error
	case !exists && p.docs():
		p.reportFile(".gitignore", "there is no .gitignore; keep caches, .secrets/ and other files with credentials out of the repository")
	case !exists:
		p.reportFile(".gitignore", "there is no .gitignore; keep caches, and files with credentials such as .env, out of the repository")
	case p.docs() && !ignoresSecrets(string(text)):
		d := graph.Diagnostic{Pos: graph.Pos{Path: ".gitignore"}, Message: "the .gitignore does not name .secrets/, where DataJoint 2 looks for credentials; add it"}
		if p.files.has(".secrets") {
			p.Report(d)
		} else {
			p.ReportAs(graph.Warning, d)
		}
	}
}

// ignoresSecrets reports whether a .gitignore excludes .secrets/, or all that is in
// it.
func ignoresSecrets(text string) bool {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		line = strings.TrimPrefix(strings.TrimPrefix(line, "/"), "**/")
		line = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(line, "/**"), "/*"), "/")
		if ok, err := path.Match(line, ".secrets"); ok && err == nil {
			return true
		}
	}
	return false
}

func projectTests(p *Pass) {
	for _, name := range p.files.names() {
		base := path.Base(name)
		if path.Ext(base) == ".py" && (strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py")) {
			return
		}
	}
	p.reportFile("tests", "there are no tests; add one such as tests/test_pipeline.py")
}

func projectPyproject(p *Pass) {
	text, exists := p.files.read("pyproject.toml")
	if !exists && p.files.has("pyproject.toml") {
		return // parse-error
	}
	if !exists {
		p.reportFile("pyproject.toml", "there is no pyproject.toml; describe the package and its dependencies")
		return
	}
	var conf map[string]any
	if bounds.TOML(text) != nil || toml.Unmarshal(text, &conf) != nil {
		return // parse-error
	}
	file := graph.Pos{Path: "pyproject.toml"}
	// The documentation leaves the build tool to pip.
	if !p.docs() && (entry(conf, "build-system", "requires") == nil || entry(conf, "build-system", "build-backend") == nil) {
		p.Report(graph.Diagnostic{Pos: file, Message: "there is no [build-system] with requires and build-backend, so the package cannot be installed"})
	}
	if entry(conf, "project", "name") == nil && entry(conf, "tool", "poetry", "name") == nil {
		p.Report(graph.Diagnostic{Pos: file, Message: "there is no [project] with a name; describe the package"})
	}
	if !dependsOnDataJoint(conf) {
		p.Report(graph.Diagnostic{Pos: file, Message: "datajoint is not among the dependencies of [project]; add \"datajoint>=2.0\""})
	}
}

// entry returns the value at a path of keys, or nil.
func entry(conf map[string]any, path ...string) any {
	for _, name := range path[:len(path)-1] {
		conf, _ = conf[name].(map[string]any)
	}
	return conf[path[len(path)-1]]
}

// dependsOnDataJoint reports whether the dependencies in a pyproject.toml include
// datajoint.
func dependsOnDataJoint(conf map[string]any) bool {
	requirement := regexp.MustCompile(`(?i)^datajoint\s*($|[\[<>=!~;@ ])`)
	list, _ := entry(conf, "project", "dependencies").([]any)
	return entry(conf, "tool", "poetry", "dependencies", "datajoint") != nil || slices.ContainsFunc(list, func(item any) bool {
		text, ok := item.(string)
		return ok && requirement.MatchString(text)
	})
}

func projectSrc(p *Pass) {
	if !slices.ContainsFunc(p.files.names(), isPackageInSrc) {
		p.reportFile("src", "there is no package in src/; put the modules of the pipeline into src/<package>")
		return
	}
	seen := make(map[string]bool)
	p.tablesInSourceOrder(func(t *graph.Table) {
		if file := t.Pos.Path; !strings.HasPrefix(file, "src/") && !p.isOutside(t.Pos) && !seen[file] {
			seen[file] = true
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("%s declares tables outside of src/; move it into the package", t.Module),
				Pos:     t.Pos,
				End:     nameEnd(t),
			})
		}
	})
}

// projectDocker reports missing files as advice where the documentation is the
// standard, which leaves open how a pipeline is deployed.
func projectDocker(p *Pass) {
	missing := func(file, message string) {
		severity := graph.Error
		if p.docs() {
			severity = graph.Warning
		}
		p.ReportAs(severity, graph.Diagnostic{Message: message, Pos: graph.Pos{Path: file}})
	}
	var dockerfiles, compose []string
	for _, name := range p.files.names() {
		switch base := path.Base(name); {
		case docker.IsDockerfile(base):
			dockerfiles = append(dockerfiles, name)
		case docker.IsCompose(base):
			compose = append(compose, name)
		}
	}
	if dockerfiles == nil {
		missing("docker/Dockerfile", "there is no Dockerfile; say how to build an image that runs the pipeline")
	}
	for _, file := range dockerfiles {
		p.checkDockerfile(file)
	}
	if compose == nil {
		missing("docker/docker-compose.yaml", "there is no Docker Compose file; say how the pipeline runs together with its database")
		return
	}
	images := []string{}
	for _, file := range compose {
		found, known := p.checkCompose(file)
		if !known {
			return // one of its services may be the database
		}
		images = append(images, found...)
	}
	runs := func(names ...string) bool {
		return slices.ContainsFunc(images, func(image string) bool {
			base, _, _ := strings.Cut(path.Base(image), ":") // "mysql" of "quay.io/org/mysql:8"
			return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(base, n) })
		})
	}
	if !runs("mysql", "mariadb", "percona", "postgres") {
		missing(compose[0], "no service runs a database; add one with the image mysql:8")
	}
	if slices.ContainsFunc(p.declaredStores(), func(s graph.Store) bool { return strings.EqualFold(s.Protocol, "s3") }) && !runs("minio", "localstack", "seaweedfs", "garage", "ceph", "rustfs", "moto") {
		missing(compose[0], "no service runs an object store, but a store has the protocol \"s3\"; add one with the image minio/minio")
	}
}

// checkDockerfile checks only the names of instructions, and that the first is
// FROM. A build finds other mistakes.
func (p *Pass) checkDockerfile(file string) {
	known := []string{"ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}
	text, ok := p.files.read(file)
	if !ok {
		return // parse-error
	}
	number, from := 0, false
	continued, heredoc := false, ""
	marker := regexp.MustCompile(`<<-?["']?(\w+)["']?`)
	for line := range strings.Lines(string(newline.Unify(text))) {
		number++
		trimmed := strings.TrimSpace(line)
		switch {
		case heredoc != "":
			if trimmed == heredoc {
				heredoc = ""
			}
			continue
		case trimmed == "" || trimmed[0] == '#':
			continue
		}
		if !continued {
			word := strings.ToUpper(strings.Fields(trimmed)[0])
			pos := graph.Pos{Path: file, Line: number, Col: 1 + strings.Index(line, trimmed)}
			switch {
			case !slices.Contains(known, word):
				p.Report(graph.Diagnostic{Message: fmt.Sprintf("%q is not a Dockerfile instruction", word), Pos: pos, End: textEnd(pos, word)})
			case !from && word != "FROM" && word != "ARG":
				p.Report(graph.Diagnostic{Message: "a Dockerfile starts with FROM and an image", Pos: pos, End: textEnd(pos, word)})
				from = true // do not report it again
			}
			from = from || word == "FROM"
			if m := marker.FindStringSubmatch(trimmed); m != nil && (word == "RUN" || word == "COPY" || word == "ADD") {
				heredoc = m[1]
			}
		}
		continued = strings.HasSuffix(trimmed, `\`)
	}
	if !from {
		p.reportFile(file, "the Dockerfile has no FROM")
	}
}
