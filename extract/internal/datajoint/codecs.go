package datajoint

import (
	"slices"
	"strings"

	"github.com/djdag/djdag/extract/internal/interp"
	"github.com/djdag/djdag/extract/internal/python"
	"github.com/djdag/djdag/graph"
)

// noteCodec notes a class that registers itself as a codec: a subclass of
// dj.Codec with a name, unless its statement says register=False.
func (l *Library) noteCodec(c *interp.Class, s *python.ClassDef) {
	if !l.isCodec(c) || slices.ContainsFunc(s.Keywords, func(k python.Keyword) bool { return k.Name == "register" }) {
		return
	}
	if _, ok := c.Find("name", nil); ok {
		l.codecs = append(l.codecs, c)
	}
}

// isCodec reports whether a class derives from dj.Codec, or from a class outside
// of the analysed source that is called a codec.
func (l *Library) isCodec(c *interp.Class) bool {
	return slices.ContainsFunc(c.Linear(), func(b interp.Value) bool {
		x, ok := b.(*interp.External)
		return ok && strings.HasSuffix(interp.LastOf(x.Path), "Codec")
	})
}

// Codecs lists the codecs that the modules define, in the order of execution,
// and reports those that DataJoint refuses. It is valid after [Library.Finish].
func (l *Library) Codecs() []graph.Codec {
	var codecs []graph.Codec
	first := map[string]*interp.Class{}
	for _, c := range l.codecs {
		v, _ := c.Find("name", nil)
		name, ok := l.Force(v).(*interp.Str)
		if !ok || !name.Known() {
			l.reportCodecName(c, v)
			pos, _ := c.Span()
			codecs = append(codecs, graph.Codec{Pos: pos})
			continue
		}
		codec := l.codec(c, name.Text)
		l.reportCodec(c, &codec, first[codec.Name])
		if first[codec.Name] == nil {
			first[codec.Name] = c
		}
		codecs = append(codecs, codec)
	}
	return codecs
}

// codec asks a codec class for its types.
func (l *Library) codec(c *interp.Class, name string) graph.Codec {
	pos, _ := c.Span()
	codec := graph.Codec{Name: name, Pos: pos}
	method, ok := c.Find("get_dtype", nil)
	if !ok {
		codec.StoreOnly = slices.ContainsFunc(c.Linear(), func(b interp.Value) bool {
			x, ok := b.(*interp.External)
			return ok && interp.LastOf(x.Path) == "SchemaCodec"
		})
		if codec.StoreOnly {
			codec.Stored = "json"
		} else if onlyCodec(c) {
			codec.StoreOnly, codec.InlineOnly = true, true // the one of dj.Codec returns None
		}
		return codec
	}
	ask := func(isStore bool) (dtype string, refused bool) {
		l.Allow()
		fr := l.NewFrame(c.Module, c.Module.Scope)
		v := l.Force(fr.Call(fr.Bind(method, interp.NewInstance(c)), &interp.Call{Args: []interp.Value{interp.Bool(isStore)}, At: c.At}))
		if s, ok := v.(*interp.Str); ok && s.Known() {
			return s.Text, false
		}
		_, refused = v.(interp.None) // the function raises an exception
		return "", refused
	}
	codec.Stored, codec.InlineOnly = ask(true)
	codec.Inline, codec.StoreOnly = ask(false)
	codec.StoreOnly = codec.StoreOnly && codec.Stored != ""
	codec.InlineOnly = codec.InlineOnly && codec.Inline != ""
	return codec
}

// onlyCodec reports whether all that a class has is known: it derives from
// dj.Codec alone, and nothing else gives it attributes.
func onlyCodec(c *interp.Class) bool {
	return !slices.ContainsFunc(c.Linear(), func(b interp.Value) bool {
		switch b := b.(type) {
		case *interp.Class:
			return b.Altered
		case *interp.External:
			return b.Path != "datajoint.Codec"
		}
		return true
	})
}

// reportCodec reports a codec class that DataJoint refuses when the class
// statement ends. first is an earlier class of that name, or nil.
func (l *Library) reportCodec(c *interp.Class, codec *graph.Codec, first *interp.Class) {
	pos, end := c.Span()
	report := func(message string, related ...graph.Related) {
		l.Report(graph.Diagnostic{Rule: "codec-invalid", Severity: graph.Error, Message: message, Pos: pos, End: end, Related: related})
	}
	switch {
	case codec.Name == "":
		report("the codec " + quote(c.Qual) + " has an empty name; set name to what stands between < and >")
	case slices.Contains(builtinCodecs(), codec.Name):
		report("datajoint has a codec <" + codec.Name + "> already; give " + quote(c.Qual) + " another name")
	case first != nil && !c.Module.Main:
		place, _ := first.Span()
		report("the codec <"+codec.Name+"> is "+quote(first.Qual)+" already; give "+quote(c.Qual)+" another name", graph.Related{Pos: place, Message: "the first one"})
	}
	if !onlyCodec(c) {
		return
	}
	// DataJoint makes the object before Python knows which methods are abstract,
	// so a class without get_dtype(), encode() or decode() passes.
	v, _ := c.Find("__init__", nil)
	if init, ok := v.(*interp.Function); ok {
		if names, _ := init.Required(); len(names) > 0 {
			report("datajoint makes the codec " + quote(c.Qual) + " without arguments, but its __init__() requires " + quote(names[0]) + "; give it a default")
		}
	}
}

// reportCodecName reports a name that is surely no string. A class with the name
// None is no codec.
func (l *Library) reportCodecName(c *interp.Class, name interp.Value) {
	switch l.Force(name).(type) {
	case interp.Int, interp.Bool:
	default:
		return
	}
	pos, end := c.Span()
	l.Report(graph.Diagnostic{
		Rule: "codec-invalid", Severity: graph.Error, Pos: pos, End: end,
		Message: "the name of the codec " + quote(c.Qual) + " is no text; set name to the text that stands between < and >",
	})
}

// builtinCodecs lists the names of the codecs in package datajoint.
func builtinCodecs() []string {
	return []string{"attach", "blob", "filepath", "hash", "npy", "object"}
}
