package graph_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestOpposed(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"the same direction", `b.B -> a.A; b imports a`, ``},
		{"opposite", `
b.B ~> a.A
b.C -> a.A
a imports b`, `load: a.py:4:1 against b.py:2:1 b.B -> a.A`},
		{"inside a function", `
b.B -> a.A
a defers b; a defers b`, `deferred: a.py:3:1 against b.py:2:1 b.B -> a.A`},
		{"both", `
b.B -> a.A
a imports b
a defers b`, `load: a.py:3:1 against b.py:2:1 b.B -> a.A; deferred: a.py:4:1 against b.py:2:1 b.B -> a.A`},
		{"each other", `
b.B -> a.A; a.A2 -> b.B2; a imports b; b imports a`, `load: a.py:2:27 against b.py:2:1 b.B -> a.A; load: b.py:2:40 against a.py:2:13 a.A2 -> b.B2`},
		{"only through other modules", `
c.C -> b.B; b.B -> a.A; a imports c`, ``},
		{"an Element", `
b.B -> a.A; a imports b; b waits for a`, ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sketch(t, tt.in)
			for seed := range uint64(4) {
				var got []string
				for _, o := range p.Opposed() {
					got = append(got, fmt.Sprintf("%s: %s against %s %s %s", o.Scope, o.Import.Pos, o.ForeignKey.Pos, o.ForeignKey.Child, o.ForeignKey.Text))
				}
				if s := strings.Join(got, "; "); s != tt.want {
					t.Errorf("shuffled with seed %d\n got %s\nwant %s", seed, s, tt.want)
				}
				p = relabel(p, seed)
			}
		})
	}
}
