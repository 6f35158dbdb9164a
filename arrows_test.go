// Package djdag_test holds the rules of the house: which package may import
// which, and what every folder and file must or must not have.
package djdag_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/djdag/djdag"

// A goPackage is what "go list -json" says of one package.
type goPackage struct {
	ImportPath string
	Dir        string
	Doc        string
	GoFiles    []string
	Imports    []string
}

// packages lists the packages of the module, by import path.
func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,Doc,GoFiles,Imports", "./...").Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		t.Fatalf("go list: %v\n%s", err, exit.Stderr)
	} else if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		all = append(all, p)
	}
}

// folder returns the path of a package below the module: "graph", "extract/internal/python".
func folder(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
}

// within reports whether path is one of the folders, or below one.
func within(path string, folders ...string) bool {
	for _, f := range folders {
		if path == f || strings.HasPrefix(path, f+"/") {
			return true
		}
	}
	return false
}

func TestArrows(t *testing.T) {
	//	         extract ──▶ graph ◀── check, diff
	//	extract/database ──▶       ◀── drift
	//	                     ▲   ▲
	//	                render   dictionary    scaffold  watch  serve    cmd imports them all
	mayImport := []struct {
		from    string
		targets []string
	}{
		// The first line that matches counts.
		{"graph", []string{"internal/printable"}},
		{"internal/markdown", []string{"internal/printable"}},
		{"internal", nil},
		{"extract/internal/python", nil},
		{"extract/internal/definition", nil},
		{"extract/internal/matlab", nil},
		{"extract/internal/credential", nil},
		{"extract/internal/survey", []string{"extract/internal/credential", "extract/internal/python"}},
		{"extract/internal/projectfiles", []string{"extract/internal/credential", "extract/internal/python", "graph", "internal/bounds", "internal/docker", "internal/newline", "internal/spelling"}},
		{"extract/internal/interp", []string{"extract/internal/python", "graph"}},
		{"extract/internal/datajoint", []string{
			"extract/internal/interp", "extract/internal/python", "extract/internal/definition", "graph", "internal/spelling",
		}},
		{"extract/internal/makes", []string{"extract/internal/datajoint", "extract/internal/interp", "extract/internal/python", "graph"}},
		{"extract/database", []string{"graph"}},
		{"extract", []string{"extract/internal", "graph", "internal/newline", "internal/notebook", "internal/secret"}},
		{"check", []string{"check", "graph", "internal"}},
		{"diff", []string{"graph", "internal/markdown", "internal/printable", "internal/spelling"}},
		{"render/graphviz", nil},
		{"render", []string{"render", "graph", "internal/spelling"}},
		{"cmd/internal", nil},
		{"dictionary", []string{"graph", "internal/markdown"}},
		{"drift", []string{"graph"}},
		{"scaffold", nil},
		{"watch", nil},
		{"serve", nil},
		{"cmd/djdag", []string{"extract", "check", "diff", "drift", "render", "dictionary", "graph", "scaffold", "serve", "watch", "cmd/internal", "internal/bounds", "internal/newline", "internal/printable", "internal/spelling"}},
		{"cmd/hostile", nil},
		{"cmd/djdag-graphviz", []string{"cmd/djdag-graphviz", "cmd/internal"}},
		{"examples", nil},
	}
	for _, p := range packages(t) {
		from := folder(p.ImportPath)
		if len(p.GoFiles) == 0 {
			continue // tests only
		}
		found := false
		for _, rule := range mayImport {
			if found = within(from, rule.from); !found {
				continue
			}
			for _, imported := range p.Imports {
				if within(imported, module) && !within(folder(imported), rule.targets...) {
					t.Errorf("%s imports %s, but may import only %q", from, folder(imported), rule.targets)
				}
			}
			break
		}
		if !found {
			t.Errorf("%s has no line in this test that says what it may import", from)
		}
	}
}

// Each library has one home, so that it can be replaced there.
func TestLibrariesStayHome(t *testing.T) {
	homes := map[string][]string{
		"github.com/smacker/go-tree-sitter": {"extract/internal/python"},
		"gonum.org/v1/gonum":                {"graph"},
		"github.com/agnivade/levenshtein":   {"internal/spelling", "graph"},
		"github.com/go-sql-driver/mysql":    {"extract/database"},
		"github.com/jackc/pgx":              {"extract/database"},
		"github.com/goccy/go-graphviz":      {"cmd/djdag-graphviz"},
		"github.com/fsnotify/fsnotify":      {"watch"},
		"github.com/spf13/cobra":            {"cmd/djdag"},
		"github.com/spf13/pflag":            {"cmd/djdag"},
		"github.com/yuin/goldmark":          {"dictionary"},
	}
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			for library, folders := range homes {
				if within(imported, library) && !within(folder(p.ImportPath), folders...) {
					t.Errorf("%s imports %s, which belongs in %q", folder(p.ImportPath), imported, folders)
				}
			}
		}
	}
}

// What graph exports speaks of pipelines, not of the library that happens to
// run its algorithms.
func TestGraphExportsNoGonum(t *testing.T) {
	files, err := filepath.Glob("graph/*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		foreign := gonumNames(file)
		ast.FileExports(file) // drops what is not exported, fields included
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				return n.Recv == nil || ast.IsExported(receiver(n))
			case *ast.BlockStmt: // a function's body is its own affair
				return false
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && foreign[x.Name] {
					t.Errorf("%s: exported API mentions %s.%s", fset.Position(n.Pos()), x.Name, n.Sel.Name)
				}
			}
			return true
		})
	}
}

// receiver returns the name of the type that a method belongs to.
func receiver(method *ast.FuncDecl) string {
	expr := method.Recv.List[0].Type
	if star, ok := expr.(*ast.StarExpr); ok {
		expr = star.X
	}
	if generic, ok := expr.(*ast.IndexExpr); ok {
		expr = generic.X
	}
	if name, ok := expr.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// gonumNames returns the names by which a file refers to packages of gonum.
func gonumNames(file *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !within(path, "gonum.org/v1/gonum") {
			continue
		}
		name := path[strings.LastIndexByte(path, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = true
	}
	return names
}

// Nobody outside can see the packages that extract is made of: they change with
// it. A database is another source than a project, and shares nothing with it.
func TestExtractIsOnePackage(t *testing.T) {
	for _, p := range packages(t) {
		if name := folder(p.ImportPath); within(name, "extract") && name != "extract" && name != "extract/database" && !within(name, "extract/internal") {
			t.Errorf("others can import %s; move it below extract/internal", name)
		}
	}
}
