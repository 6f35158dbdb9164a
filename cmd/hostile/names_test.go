//go:build hostile && linux

package hostile

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/djdag/djdag/internal/printable"
	"github.com/djdag/djdag/render"
)

// hostileNames are what a terminal, a browser, a spreadsheet, a shell or the runner of a
// CI job would act on.
var hostileNames = map[string]string{
	"terminal":    "\x1b]0;own\a\x1b[31m\u009b2J\x7f\b\v",
	"direction":   "\u202egnp.\u2066\u200b\u200e\u061c\ufeff\u2028\u2029\U000e0041",
	"right":       "שלום עולם مرحبا",
	"script":      `</script><script>alert(1)</script>`,
	"element":     `"><img src=x onerror=alert(1)><svg onload=alert(1)>`,
	"CDATA":       `]]>--><!-- <![CDATA[ <!ENTITY x SYSTEM "file:///etc/passwd"> &x;`,
	"entity":      `&#x0;&#27;&lt;&amp;&nbsp;&bogus;`,
	"formula":     `=cmd|' /C calc'!A0`,
	"command":     "::error::x ##vso[task.x] ##[group]x ::set-output name=a::b",
	"shell":       "$(touch owned) `touch owned`; touch owned & | > owned",
	"Markdown":    "[x](javascript:alert(1)) ![x](http://x) | a | *b* `c` <b>",
	"link":        "javascript:alert(1)//{path}{line}%0a%00",
	"quotes":      `"'\"\\'` + "`\\",
	"template":    "{{x}} {0} %s %n %(x)s ${x} #{x}",
	"Mermaid":     `end; click A "javascript:x" %%{init: {}}%% --> subgraph`,
	"long":        strings.Repeat("long", 5000),
	"combining":   "a" + strings.Repeat("\u0301", 500),
	"astral":      "\U0001f469\u200d\U0001f52c\U0010ffff\ufdd0\ufffe",
	"line breaks": "a\u0085b\vc\fd\u2028e",
}

// Whatever names, comments and values hold, no command and no format lets it act.
func TestNames(t *testing.T) {
	for kind, name := range hostileNames {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := newProject(t)
			quoted := fmt.Sprintf("%q", name) // as Python writes it, nearly
			line := strings.NewReplacer("\\", "\\\\", "'''", "", "\x00", "").Replace(name)
			p.write("lab.py", "import datajoint as dj\n\nfrom healthy import Healthy\n\nschema = dj.Schema('lab')\nother = dj.Schema("+quoted+")\nnames = {"+quoted+": "+quoted+"}  # "+name+"\n\n"+
				"# "+name+"\n"+table("Scan", "# "+line+"\nscan : int  # "+line+"\n---\nx = '"+line+"' : varchar(20)  # "+line+"\ny : enum('"+line+"')\n-> ["+line+"] Healthy\n-> "+line+"\n"+line+" : int\n"+line)+
				strings.Replace(table("Own", "own : int"), "@schema", "@other", 1)+
				"dj.VirtualModule("+quoted+", "+quoted+")\nimport "+line+"\nschema("+line+")\n@"+line+"\nclass "+line+"(dj.Manual): pass\nsetattr(Scan, "+quoted+", 1)\n"+
				"for n in names: schema(type(n, (dj.Manual,), {'definition': n + ' : int  # ' + n}))\nraise "+quoted+"\n")
			// The escapes of TOML are among those of YAML and, but for characters out of the
			// first plane, those of JSON.
			escaped := escape(name)
			p.write("pyproject.toml", "[project]\nname = 'lab'\ndependencies = ["+escaped+"]\n[tool.djdag]\nstrict = true\n")
			p.write("datajoint.json", `{"safemode": 1, `+escaped+`: `+escaped+`}`)
			p.write("docker-compose.yaml", "services:\n  "+escaped+":\n    image: "+escaped+"\n")
			p.figures = kind != "long"
			p.slack.memory = recovery
			p.everyFormat(kind == "element" || kind == "direction")
			p.endures()
		})
	}
}

// escape quotes a text for TOML.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		case r < ' ' || r > '~' || r == '"' || r == '\\':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}

// everyFormat runs all commands with all of their formats; with pictures, also those
// that take the worker.
func (p *project) everyFormat(pictures bool) {
	p.Helper()
	for _, format := range []string{"text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"} {
		out := p.djdag("check", "--project", "--format", format)
		switch format {
		case "json", "sarif", "gitlab":
			p.judgeJSON(out.stdout)
		case "junit":
			p.judgeXML(out.stdout, "testsuites")
		case "markdown":
			if text := p.head(out.stdout); strings.Contains(text, "<script") || strings.Contains(text, "<img") || strings.Contains(text, "](javascript:") {
				p.Errorf("the Markdown acts:\n%s", text)
			}
		}
	}
	var ids []string
	for _, args := range [][]string{{"list"}, {"list", "--tables"}, {"order"}, {"order", "--level", "table", "--stages"}, {"order", "--level", "table", "--format", "edges"}, {"check", "--statistics"}, {"check", "--rule", "parse-error,fk-unresolved"}, {"export"}} {
		p.djdag(args...)
	}
	for _, args := range [][]string{{"list"}, {"list", "--tables"}} {
		p.judgeJSON(p.djdag(append(args, "--format", "json")...).stdout)
		rows, err := csv.NewReader(p.open(p.djdag(append(args, "--format", "csv")...).stdout)).ReadAll()
		p.must(err)
		for _, cell := range slices.Concat(rows...) {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				p.Errorf("%q: a formula: %.100q", args, cell)
			}
		}
		if len(args) == 2 {
			for _, row := range rows[min(1, len(rows)):] {
				ids = append(ids, row[0])
			}
		}
	}
	for _, id := range ids {
		if strings.ContainsRune(id, 0) {
			continue
		}
		p.djdag("show", "--", id)
		if out := p.djdag("show", "--format", "json", "--", id); out.code == 0 { // the ID may be an escaped one
			p.judgeJSON(out.stdout)
		}
		p.djdag("why", "--", "healthy.Healthy", id)
	}
	for _, format := range render.Formats() {
		if format.Worker && format.Name != "svg" && !pictures {
			continue
		}
		file := p.newFile("x" + format.Extensions[0])
		args := []string{"render", "-o", file, "--attributes", "all", "--types", "--legend", "--link", "https://example.org/{path}#L{line}"}
		if format.Name == "svg" && !pictures {
			args = append(args, "--routing", "orthogonal")
		}
		p.slack.memory += 400 << 20 // the worker's WebAssembly, and the pixels
		out := p.djdag(args...)
		p.slack.memory -= 400 << 20
		if out.code != 0 {
			p.Errorf("%s: exit code %d\n%s", format.Name, out.code, p.head(out.stderr))
			continue
		}
		switch format.Name {
		case "svg":
			p.judgeSVG(file)
			p.printable(out.command, file, hiddenInFigure)
		case "graphml":
			p.judgeXML(file, "graphml")
			p.printable(out.command, file, hiddenInFigure)
		case "json":
			p.judgeJSON(file)
			p.printable(out.command, file, hiddenInFigure)
		case "dot", "mermaid", "d2":
			p.printable(out.command, file, hiddenInFigure)
		}
	}
	if _, err := os.Stat(p.path("owned")); err == nil {
		p.Errorf("a shell ran a name")
	}
}

// The words of the command line are not trusted either.
func TestArguments(t *testing.T) {
	for kind, name := range hostileNames {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := newProject(t)
			name = strings.ReplaceAll(name, "/", "")
			for _, args := range [][]string{
				{name}, {"list", name}, {"check", "--rule", name}, {"check", "--" + name}, {"show", name}, {"why", name, name}, {"list", "--select", name},
				{"list", "--exclude", "[" + name}, {"list", "--root", name}, {"list", "--entry", name}, {"list", "--config", name}, {"list", "--set", name}, {"list", "--set", name + "=" + name},
				{"check", "--baseline", name}, {"check", "--new-from", name}, {"check", "--datajoint", name}, {"check", "--output", name}, {"render", "-o", name}, {"render", "--collapse", name, "-o", "-", "--format", "dot"},
				{"render", "--title", name, "--format", "mermaid", "-o", "-"}, {"render", "--title", name, "--link", name, "--id-prefix", name, "--routing", "orthogonal", "--format", "svg", "-o", "-"}, {"render", "--update", name}, {"init", name, "--dry-run"}, {"init", "x", "--author", name, "--dry-run"}, {"init", "x", "--schema", name, "--dry-run"},
				{"help", name}, {"completion", name}, {"__complete", "show", name}, {"rules", name},
			} {
				p.djdag(args...)
			}
		})
	}
	if got := printable.Text("\x1b"); got != `\x1b` {
		t.Errorf("the judge itself is wrong: %q", got)
	}
}
