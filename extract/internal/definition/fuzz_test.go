package definition_test

import (
	"strings"
	"testing"

	"github.com/djdag/djdag/extract/internal/definition"
)

// FuzzParse checks that each offset in a definition is that of the text in the
// field.
func FuzzParse(f *testing.F) {
	for _, c := range parseCases() {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := definition.Parse(text)
		checkOffset(t, text, "the table comment", d.CommentOffset, d.Comment)
		last := -1
		for _, i := range d.Items {
			if i.Offset <= last {
				t.Errorf("the item at %d comes after the one at %d", i.Offset, last)
			}
			last = i.Offset
			checkItem(t, text, i)
		}
		for _, p := range d.Problems {
			if p.Start < 0 || p.Start > p.End || p.End > len(text) || p.Rule == "" || p.Message == "" {
				t.Errorf("invalid problem %+v in %q", p, text)
			}
		}
	})
}

// checkItem checks that an item is one thing, and that its offsets are right.
func checkItem(t *testing.T, text string, i definition.Item) {
	t.Helper()
	checkOffset(t, text, "the item", i.Offset, i.Text)
	kinds := 0
	if i.ForeignKey != nil {
		kinds++
		checkOffset(t, text, "the reference", i.ForeignKey.RefOffset, i.ForeignKey.Ref)
		if i.ForeignKey.Ref == "" {
			t.Error("a foreign key without a reference")
		}
	}
	if i.Attribute != nil {
		kinds++
		checkAttribute(t, text, i.Attribute)
	}
	if i.Index != nil {
		kinds++
		if len(i.Index.Columns) == 0 {
			t.Error("an index without columns")
		}
		for n, c := range i.Index.Columns {
			checkOffset(t, text, "the column", i.Index.ColumnOffsets[n], c)
		}
	}
	if kinds != 1 {
		t.Errorf("an item is %d things: %+v", kinds, i)
	}
}

func checkAttribute(t *testing.T, text string, a *definition.Attribute) {
	t.Helper()
	checkOffset(t, text, "the name", a.NameOffset, a.Name)
	checkOffset(t, text, "the type", a.TypeOffset, a.Type)
	checkOffset(t, text, "the comment", a.CommentOffset, a.Comment)
	if !strings.EqualFold(a.Store, text[a.StoreOffset:a.StoreOffset+len(a.Store)]) {
		t.Errorf("the store %q is not at offset %d of %q", a.Store, a.StoreOffset, text)
	}
	if a.Name == "" || a.Nullable && a.Default == nil {
		t.Errorf("invalid attribute %+v", a)
	}
}

// checkOffset checks that a piece of text is at an offset.
func checkOffset(t *testing.T, text, what string, offset int, piece string) {
	t.Helper()
	if offset < 0 || offset+len(piece) > len(text) || text[offset:offset+len(piece)] != piece {
		t.Errorf("%s %q is not at offset %d of %q", what, piece, offset, text)
	}
}
