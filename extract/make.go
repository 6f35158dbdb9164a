package extract

import (
	"fmt"

	"github.com/djdag/djdag/extract/internal/datajoint"
	"github.com/djdag/djdag/graph"
)

// make reports a make() that inserts nothing, unless other code fills the table,
// and one that reads what is not upstream of the table.
func (r *resolver) make(t *datajoint.Table) {
	if !t.Tier.AutoPopulated() {
		return
	}
	if idle, ok := t.IdleMake(); ok && !r.inserted[t.Class.Name] {
		r.report("make-without-insert", graph.Warning,
			fmt.Sprintf("make() of %q %s", idle.Class, idle.Why), idle.Pos, idle.End)
	}
	for _, item := range t.Upstream() {
		switch {
		case r.out.Project.DataJoint.AllBefore(graph.Version{Major: 2, Minor: 2}):
			r.report("make-upstream", graph.Error, "self.upstream needs datajoint 2.3, which the project does not allow; fetch from "+item.Table+" & key", item.Pos, item.End)
		case item.Stranger:
			r.report("make-upstream", graph.Error,
				fmt.Sprintf("%s is no ancestor of %s, so self.upstream does not have it; refer to it in the definition, or query it itself", item.Table, t.Qual), item.Pos, item.End)
		}
	}
}
