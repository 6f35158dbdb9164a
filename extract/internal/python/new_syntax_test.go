package python

import "testing"

func TestWithoutNewSyntax(t *testing.T) {
	tests := []struct{ in, want string }{
		{"class Box[T = int, *Ts = *tuple[int, ...]](Base): pass", "class Box                                 (Base): pass"},
		{"def f[T = 'a]b'](x: T) -> T: ...", "def f           (x: T) -> T: ..."},
		{"type Pair[T = int] = tuple[T, T]", "type Pair          = tuple[T, T]"},
		{`x = t"{a}" + rT'b'`, `x = b"{a}" + rb'b'`},
		{"x[*[1, 2]]", "x[ [1, 2]]"},
		{"x = [*a]  # x[*a]", ""},
		{`x = "class A[T = int]"; at"x`, ""},
		{"class Box[T = int", ""},
		{"type = a[b]", ""},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			if got := string(withoutNewSyntax([]byte(tt.in))); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}
