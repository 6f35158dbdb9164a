package extract_test

import (
	"context"
	"fmt"
	"testing/fstest"

	"github.com/djdag/djdag/extract"
)

func ExampleProject() {
	fsys := fstest.MapFS{
		"lab/__init__.py": &fstest.MapFile{},
		"lab/subject.py": &fstest.MapFile{Data: []byte(`
import datajoint as dj

schema = dj.Schema("lab_subject")

@schema
class Subject(dj.Manual):
    definition = """
    subject_id : int32
    """
`)},
		"lab/scan.py": &fstest.MapFile{Data: []byte(`
import datajoint as dj
from . import subject

schema = dj.Schema("lab_scan")

@schema
class Scan(dj.Imported):
    definition = """
    -> subject.Subject
    scan : int16
    ---
    -> [nullable] Rig
    """
`)},
	}
	pipeline, err := extract.Project(context.Background(), fsys, extract.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range pipeline.Tables {
		fmt.Println(t.Tier, t.ID, t.PrimaryKey)
	}
	for _, fk := range pipeline.ForeignKeys {
		fmt.Println(fk.Child, "->", fk.Parent)
	}
	for _, d := range pipeline.Diagnostics {
		fmt.Println(d)
	}
	// Output:
	// imported lab.scan.Scan [subject_id scan]
	// manual lab.subject.Subject [subject_id]
	// lab.scan.Scan -> lab.subject.Subject
	// lab.scan.Scan -> lab.scan:Rig
	// lab/scan.py:13:19: "Rig" cannot be resolved; import it, or declare it first [fk-unresolved]
}
