package interp

import (
	"context"
	"testing"
)

// toyLibrary is a [Host] whose one function makes a bell.
type toyLibrary struct{ noLibrary }

func (toyLibrary) CallExternal(_ *Frame, path string, _ *Call) Value {
	if path == "toy.Bell" {
		return &bell{}
	}
	return nil
}

// A bell implements what it can do, and the machine needs to know no more.
type bell struct{ tone Value }

func (*bell) TypeName() string { return "" }

func (*bell) Truth() Truth { return Yes }

func (*bell) AsText(string) *Str { return NewStr("ding") }

func (*bell) Elements(*Frame) ([]Value, bool) { return []Value{Int(1), Int(2)}, true }

func (b *bell) Attr(_ *Frame, name string) Value {
	if name == "tone" {
		return b.tone
	}
	return nil
}

func (b *bell) SetAttr(_ *Frame, _ string, v Value) { b.tone = v }

func (b *bell) Call(_ *Frame, c *Call) Value { return c.First() }

func TestHostValues(t *testing.T) {
	t.Parallel()
	m, mod := runWith(t, toyLibrary{}, `
import toy
bell = toy.Bell()
before = bell.tone
bell.tone = "a"
tone = bell.tone
count = bell(3)
strokes = [2 * n for n in bell]
text = f"{bell} dong"
chosen = 1 if bell else 2
other = bell.colour
item = bell["key"]
`)
	for name, want := range map[string]string{
		"before": "?", "tone": "'a'", "count": "3", "strokes": "[2, 4]", "text": "'ding dong'",
		"chosen": "1", "other": "?", "item": "?",
	} {
		v, _ := mod.Scope.Get(name)
		if got := show(m, v); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// cancelling is a [Loader] that ends the context when it is asked for a module.
type cancelling struct {
	memory
	cancel context.CancelFunc
}

func (l cancelling) Find(ctx context.Context, name, from string) *Unit {
	l.cancel()
	return l.memory.Find(ctx, name, from)
}

func TestContextEndsTheRun(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	parser, unit := parse(t, "before = 1\nimport other\nbehind = 2\n")
	m := New(ctx, cancelling{memory{}, cancel}, parser, noLibrary{}, Options{})
	mod := m.Import(unit)
	if _, ok := mod.Scope.Get("before"); !ok {
		t.Error("the statement before the context ended has not run")
	}
	if _, ok := mod.Scope.Get("behind"); ok {
		t.Error("a statement ran after the context had ended")
	}
}
