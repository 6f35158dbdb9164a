package datajoint

import (
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
)

// doubt says why what looks wrong about a reference may work all the same, or
// nothing: something that the source does not show has a part in it.
func (l *Library) doubt(t *Table, r *Ref) string {
	if t.Class.Altered {
		return quote(t.Qual) + " has a decorator or a metaclass that is outside of the analysed source"
	}
	if s := t.Schema; s.External != "" && s.Active && !s.unbound {
		return "the schema object " + quote(s.External) + " is outside of the analysed source"
	}
	table, _, _ := strings.Cut(r.Text, ".proj(")
	names := strings.Split(table, ".")
	fr := l.contextFrame(t)
	var v interp.Value
	for i, name := range names {
		switch x := v.(type) {
		case nil:
			if fr.Scope.Doubts(name) || fr.Module.Scope.Doubts(name) {
				return "the import of " + quote(name) + " may fail, which the code allows for"
			}
			v = l.Force(fr.Name(name))
		case *interp.Module:
			if x.Scope.Doubts(name) {
				return "the import of " + quote(name) + " may fail, which the code allows for"
			}
			v = l.Force(fr.Attr(x, name))
		case *interp.Class:
			if x.Altered {
				return quote(strings.Join(names[:i], ".")) + " has a decorator or a metaclass that is outside of the analysed source"
			}
			v = l.Force(fr.Attr(x, name))
		default:
			return ""
		}
		if late, ok := v.(*interp.Late); ok && late.Module.Scope.Doubts(late.Name) {
			return "the import of " + quote(late.Name) + " may fail, which the code allows for"
		}
	}
	return ""
}
