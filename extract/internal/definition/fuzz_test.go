package definition_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/extract/internal/definition"
)

// FuzzParse holds what is true of every definition: each offset is that of the
// text which the field holds.
func FuzzParse(f *testing.F) {
	for _, c := range parseCases() {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := definition.Parse(text)
		holds := func(what string, offset int, piece string) {
			t.Helper()
			if offset < 0 || offset+len(piece) > len(text) || text[offset:offset+len(piece)] != piece {
				t.Errorf("%s %q does not stand at %d of %q", what, piece, offset, text)
			}
		}
		holds("the table comment", d.CommentOffset, d.Comment)
		last := -1
		for _, i := range d.Items {
			holds("the item", i.Offset, i.Text)
			if i.Offset <= last {
				t.Errorf("the item at %d comes behind that at %d", i.Offset, last)
			}
			last = i.Offset
			kinds := 0
			if fk := i.ForeignKey; fk != nil {
				kinds++
				holds("the reference", fk.RefOffset, fk.Ref)
				if fk.Ref == "" {
					t.Error("a foreign key without a reference")
				}
			}
			if a := i.Attribute; a != nil {
				kinds++
				holds("the name", a.NameOffset, a.Name)
				holds("the type", a.TypeOffset, a.Type)
				holds("the comment", a.CommentOffset, a.Comment)
				if !strings.EqualFold(a.Store, text[a.StoreOffset:a.StoreOffset+len(a.Store)]) {
					t.Errorf("the store %q does not stand at %d of %q", a.Store, a.StoreOffset, text)
				}
				if a.Name == "" || a.Nullable && a.Default == nil {
					t.Errorf("impossible attribute %+v", a)
				}
			}
			if i.Index != nil {
				kinds++
				if len(i.Index.Columns) == 0 {
					t.Error("an index without columns")
				}
				for n, c := range i.Index.Columns {
					holds("the column", i.Index.ColumnOffsets[n], c)
				}
			}
			if kinds != 1 {
				t.Errorf("an item is %d things: %+v", kinds, i)
			}
		}
		for _, p := range d.Problems {
			if p.Start < 0 || p.Start > p.End || p.End > len(text) || p.Rule == "" || p.Message == "" {
				t.Errorf("impossible problem %+v in %q", p, text)
			}
		}
	})
}
