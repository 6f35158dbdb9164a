package datajoint

import (
	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/graph"
)

// reportMake reports a make() that has no parameter for the key that populate()
// hands it. One may have more: populate() takes arguments for these.
func (l *Library) reportMake(t *Table) {
	if !t.Tier.AutoPopulated() || t.Class.Altered || has(t.Class, "populate", "_populate1", "_make_tuples") {
		return
	}
	v, _ := t.Class.Find("make", nil)
	f, ok := l.Force(v).(*interp.Function)
	if !ok || f.Class == nil {
		return
	}
	n, known := f.TakesPositional()
	need, write := 2, "make(self, key)"
	if f.IsStatic() {
		need, write = 1, "make(key)"
	}
	if !known || n >= need {
		return
	}
	at := f.Def.Offset()
	l.Report(graph.Diagnostic{
		Rule: "make-signature", Severity: graph.Error,
		Message: "populate() calls make() of " + quote(f.Class.Qual) + " with a key, for which it has no parameter; write " + write,
		Pos:     f.Module.Pos(at), End: f.Module.Pos(at + len("make")),
	})
}
