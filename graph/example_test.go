package graph_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/djdag/djdag/graph"
)

// pipeline is a small export, as written by "djdag export", without empty
// fields.
const pipeline = `{"format":"djdag/1",
"modules":[
 {"name":"lab.scan","path":"lab/scan.py","imports":[{"module":"lab.subject","scope":"load","text":"from . import subject","line":2,"col":1}]},
 {"name":"lab.subject","path":"lab/subject.py"}],
"schemas":[{"id":"scan","active":true},{"id":"subject","active":true}],
"tables":[
 {"id":"lab.scan.Scan","module":"lab.scan","class":"Scan","schema":"scan","tier":"imported","active":true,"path":"lab/scan.py","line":7},
 {"id":"lab.scan.Scan.Frame","module":"lab.scan","class":"Scan.Frame","schema":"scan","tier":"part","master":"lab.scan.Scan","active":true,"path":"lab/scan.py","line":14},
 {"id":"lab.scan.Scope","module":"lab.scan","class":"Scope","schema":"scan","tier":"lookup","active":true,"path":"lab/scan.py","line":20},
 {"id":"lab.subject.Subject","module":"lab.subject","class":"Subject","schema":"subject","tier":"manual","active":true,"path":"lab/subject.py","line":5}],
"foreign_keys":[
 {"child":"lab.scan.Scan","parent":"lab.subject.Subject","primary":true,"text":"-> subject.Subject","path":"lab/scan.py","line":9,"col":5},
 {"child":"lab.scan.Scan","parent":"lab.scan.Scope","text":"-> Scope","path":"lab/scan.py","line":12,"col":5},
 {"child":"lab.scan.Scan.Frame","parent":"lab.scan.Scan","primary":true,"text":"-> master","path":"lab/scan.py","line":16,"col":9}]}`

func read(text string) *graph.Pipeline {
	p, err := graph.Decode(strings.NewReader(text))
	if err != nil {
		log.Fatal(err)
	}
	return p
}

func ExampleDecode() {
	p, err := graph.Decode(strings.NewReader(pipeline))
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range p.Tables {
		fmt.Println(t.Tier, t.ID)
	}
	// Output:
	// imported lab.scan.Scan
	// part lab.scan.Scan.Frame
	// lookup lab.scan.Scope
	// manual lab.subject.Subject
}

func ExampleDecode_error() {
	_, err := graph.Decode(strings.NewReader("{\"format\":\"djdag/1\",\n\"tables\":[{\"tier\":\"link\"}]}"))
	fmt.Println(err)
	// Output:
	// 2:11: tables: unknown tier "link"; want manual, lookup, imported, computed or part
}

func ExampleFormatError() {
	_, err := graph.Decode(strings.NewReader("{\"format\":\"djdag/1\",\n\"tables\":{}}"))
	var wrong *graph.FormatError
	if errors.As(err, &wrong) {
		fmt.Printf("pipeline.json:%d:%d: %s\n", wrong.Line, wrong.Col, wrong.Err)
	}
	// Output:
	// pipeline.json:2:10: tables: want an array, got an object
}

func ExamplePipeline_Encode() {
	p := &graph.Pipeline{Externals: []graph.External{{ID: "element_lab.lab.User", Module: "element_lab.lab", Class: "User"}}}
	if err := p.Encode(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// {"format":"djdag/1",
	// "project":{"has_pyproject":false,"has_datajoint_json":false,"partial":false,"datajoint":{"oldest":null,"before":null,"path":"","line":0,"col":0},"backend":null,"stores":[],"default_stores":[],"code_stores":[]},
	// "modules":[],
	// "schemas":[],
	// "tables":[],
	// "foreign_keys":[],
	// "external":[
	// {"id":"element_lab.lab.User","kind":"external","module":"element_lab.lab","class":"User"}],
	// "codecs":[],
	// "comments":[],
	// "credentials":[],
	// "diagnostics":[]}
}

func ExamplePipeline_Order() {
	steps, err := read(pipeline).Order(graph.OrderOptions{Level: graph.TableLevel})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range steps {
		fmt.Println(s.Stage, s.ID)
	}
	// Output:
	// 1 lab.subject.Subject
	// 1 lab.scan.Scope
	// 2 lab.scan.Scan
	// 3 lab.scan.Scan.Frame
}

func ExamplePipeline_Order_cycle() {
	p := read(pipeline)
	p.ForeignKeys = append(p.ForeignKeys, graph.ForeignKey{
		Child: "lab.scan.Scope", Parent: "lab.scan.Scan.Frame", Text: "-> Scan.Frame", Pos: graph.Pos{Path: "lab/scan.py", Line: 22, Col: 5},
	})
	p.Sort()
	_, err := p.Order(graph.OrderOptions{Level: graph.TableLevel})
	var cycle *graph.CycleError
	if errors.As(err, &cycle) {
		for _, hop := range cycle.Cycles[0].Hops {
			fmt.Printf("%s: %s %s\n", hop.Pos, hop.From, hop.Text)
		}
	}
	// Output:
	// lab/scan.py:12:5: lab.scan.Scan -> Scope
	// lab/scan.py:22:5: lab.scan.Scope -> Scan.Frame
	// lab/scan.py:16:9: lab.scan.Scan.Frame -> master
}

func ExamplePipeline_Cycles() {
	p := read(pipeline)
	subject := p.Module("lab.subject")
	subject.Imports = append(subject.Imports, graph.Import{
		Module: "lab.scan", Text: "from lab import scan", Pos: graph.Pos{Path: "lab/subject.py", Line: 1, Col: 1},
	})
	for _, c := range p.Cycles() {
		fmt.Printf("%s: %s\n", c.Kind, c)
		for _, cut := range c.Cuts {
			fmt.Printf("without it: %s: %s\n", cut.Pos, cut.Text)
		}
	}
	// Output:
	// import: lab.scan → lab.subject → lab.scan
	// without it: lab/subject.py:1:1: from lab import scan
}

func ExamplePipeline_Opposed() {
	p := read(pipeline)
	subject := p.Module("lab.subject")
	subject.Imports = append(subject.Imports, graph.Import{
		Module: "lab.scan", Scope: graph.Deferred, Text: "from lab import scan", Pos: graph.Pos{Path: "lab/subject.py", Line: 12, Col: 9},
	})
	for _, o := range p.Opposed() {
		fmt.Printf("%s: %s imports %s (%s),\n", o.Import.Pos, o.Import.From, o.Import.To, o.Scope)
		fmt.Printf("%s: but %s refers to %s\n", o.ForeignKey.Pos, o.ForeignKey.Child, o.ForeignKey.Parent)
	}
	// Output:
	// lab/subject.py:12:9: lab.subject imports lab.scan (deferred),
	// lab/scan.py:9:5: but lab.scan.Scan refers to lab.subject.Subject
}

func ExamplePipeline_Find() {
	p := read(pipeline)
	for _, name := range []string{"Frame", "scan.Scan", "Subjekt"} {
		fmt.Println(p.Find(name))
	}
	// Output:
	// lab.scan.Scan.Frame <nil>
	// lab.scan.Scan <nil>
	//  "Subjekt":1: no table is called "Subjekt"; did you mean "Subject"?
}

func ExamplePipeline_ReferencesTo() {
	p := read(pipeline)
	for _, fk := range p.ForeignKeysOf("lab.scan.Scan") {
		fmt.Println("a parent:", fk.Parent)
	}
	for _, fk := range p.ReferencesTo("lab.scan.Scan") {
		fmt.Println("a child:", fk.Child)
	}
	// Output:
	// a parent: lab.subject.Subject
	// a parent: lab.scan.Scope
	// a child: lab.scan.Scan.Frame
}

func ExamplePipeline_Rekeyed() {
	p := read(pipeline)
	fmt.Println(p.Rekeyed("lab.subject.Subject"))
	fmt.Println(p.Rekeyed("lab.scan.Scope")) // no key has its attributes
	// Output:
	// [lab.scan.Scan lab.scan.Scan.Frame]
	// []
}

func ExamplePipeline_Origin() {
	p := &graph.Pipeline{
		Tables: []graph.Table{
			{ID: "lab.Mouse", Attributes: []graph.Attribute{{Name: "mouse"}}},
			{ID: "lab.Pair", Attributes: []graph.Attribute{{Name: "mother", From: []int{0}}}},
		},
		ForeignKeys: []graph.ForeignKey{{
			Child: "lab.Pair", Parent: "lab.Mouse", AttrMap: []graph.AttrPair{{Child: "mother", Parent: "mouse"}}, Aliased: true,
		}},
	}
	fmt.Println(p.Origin("lab.Pair", "mother"))
	// Output:
	// lab.Mouse mouse
}

// Sort moves the foreign keys, and updates the indices in the attributes that
// they bring.
func ExamplePipeline_Sort() {
	p := &graph.Pipeline{
		Tables: []graph.Table{
			{ID: "lab.Session", Attributes: []graph.Attribute{{Name: "mouse", From: []int{0}}}},
			{ID: "lab.Mouse"},
		},
		ForeignKeys: []graph.ForeignKey{
			{Child: "lab.Session", Parent: "lab.Mouse"},
			{Child: "lab.Mouse", Parent: "lab.Cage"},
		},
	}
	p.Sort()
	session := p.Table("lab.Session")
	fmt.Println(p.ForeignKeys[session.Attributes[0].From[0]].Child)
	// Output:
	// lab.Session
}

// A selection can be parsed before there is a pipeline.
func ExampleParseSelection() {
	s, err := graph.ParseSelection("Scan - 1")
	if err != nil {
		log.Fatal(err)
	}
	ids, err := s.In(read(pipeline))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(s, "is", strings.Join(ids, ", "))

	_, err = graph.ParseSelection("Scan - 1x")
	var wrong *graph.SelectionError
	if errors.As(err, &wrong) {
		fmt.Printf("%s\n%*s %s\n", wrong.Text, wrong.Col, "^", wrong.Message)
	}
	// Output:
	// Scan - 1 is lab.scan.Scan, lab.scan.Scope, lab.subject.Subject
	// Scan - 1x
	//        ^ "1x" is not a number of levels
}

func ExampleDiagnostic() {
	d := graph.Diagnostic{
		Rule: "fk-unresolved", Severity: graph.Error,
		Message: `"Sesion" cannot be resolved; did you mean "Session"?`,
		Pos:     graph.Pos{Path: "lab/scan.py", Line: 9, Col: 5},
	}
	fmt.Println(d)
	// Output:
	// lab/scan.py:9:5: "Sesion" cannot be resolved; did you mean "Session"? [fk-unresolved]
}

func ExampleDiagnostic_MarshalJSON() {
	d := graph.Diagnostic{Rule: "parse-error", Message: "not Python", Pos: graph.Pos{Path: "lab/scan.py", Line: 9, Col: 5}}
	text, err := json.Marshal(d)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
	// Output:
	// {"rule":"parse-error","severity":"error","message":"not Python","path":"lab/scan.py","line":9,"col":5,"end_line":0,"end_col":0,"related":[]}
}

func ExampleForeignKey_MarshalJSON() {
	text, err := json.Marshal(read(pipeline).ForeignKeysOf("lab.scan.Scan.Frame"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
	// Output:
	// [{"child":"lab.scan.Scan.Frame","parent":"lab.scan.Scan","attr_map":{},"primary":true,"multi":false,"aliased":false,"nullable":false,"unique":false,"text":"-\u003e master","path":"lab/scan.py","line":16,"col":9}]
}

func ExamplePipeline_Select() {
	p := read(pipeline)
	for _, expr := range []string{"Scan - 1", "scan * tier:lookup", "Subject + all", "Scann"} {
		ids, err := p.Select(expr)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(strings.Join(ids, " "))
	}
	// Output:
	// lab.scan.Scan lab.scan.Scope lab.subject.Subject
	// lab.scan.Scope
	// lab.scan.Scan lab.scan.Scan.Frame lab.subject.Subject
	// "Scann":1: no table or schema is called "Scann"; did you mean "Scan"?
}

func ExamplePipeline_Why() {
	p := read(pipeline)
	frame, err := p.Find("Frame")
	if err != nil {
		log.Fatal(err)
	}
	subject, err := p.Find("Subject")
	if err != nil {
		log.Fatal(err)
	}
	reason := p.Why(frame, subject)
	for _, hop := range reason.Hops {
		fmt.Printf("%s: %s refers to %s\n", hop.Pos, hop.From, hop.To)
	}
	fmt.Println("paths:", reason.Paths)
	// Output:
	// lab/scan.py:16:9: lab.scan.Scan.Frame refers to lab.scan.Scan
	// lab/scan.py:9:5: lab.scan.Scan refers to lab.subject.Subject
	// paths: 1
}

func ExamplePipeline_Restrict() {
	p := read(pipeline)
	ids, err := p.Select("scan")
	if err != nil {
		log.Fatal(err)
	}
	for _, fk := range p.Restrict(ids).ForeignKeys {
		fmt.Println(fk.Child, fk.Text)
	}
	// Output:
	// lab.scan.Scan -> Scope
	// lab.scan.Scan.Frame -> master
}
