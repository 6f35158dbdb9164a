package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

func codecRules() []Rule {
	return []Rule{
		{Code: "codec-unknown", Title: "an attribute has a codec that neither datajoint nor the project defines", Severity: graph.Warning, Run: codecUnknown},
		{Code: "codec-invalid", Title: "datajoint rejects a codec class", Severity: graph.Error, Run: codecInvalid},
	}
}

// builtinCodecNames lists the codecs of datajoint 2. Those from the third on need an
// object store.
func builtinCodecNames() []string {
	return []string{"blob", "attach", "hash", "npy", "object", "filepath"}
}

// builtinCodecs returns the codecs of datajoint 2. See get_dtype in its
// builtin_codecs.
func builtinCodecs() map[string]graph.Codec {
	codecs := map[string]graph.Codec{
		"blob":   {Inline: "bytes", Stored: "<hash>"},
		"attach": {Inline: "bytes", Stored: "<hash>"},
	}
	for _, name := range builtinCodecNames()[len(codecs):] {
		codecs[name] = graph.Codec{Stored: "json", StoreOnly: true}
	}
	return codecs
}

// codecsOf returns the codecs of datajoint and of a pipeline, by name.
func codecsOf(p *graph.Pipeline) map[string]graph.Codec {
	codecs := builtinCodecs()
	for _, c := range p.Codecs {
		if _, ok := codecs[c.Name]; !ok {
			codecs[c.Name] = c
		}
	}
	return codecs
}

// A codecChain is what datajoint resolves a type of the form <codec@store> into.
type codecChain struct {
	names   []string // of the codecs, outermost first; the last may be unknown
	storage string   // the type that the last codec keeps values in; empty if unknown
	unknown bool     // the last codec is not defined
	needs   bool     // the last codec needs an object store, and has none
	refuses bool     // the last codec refuses an object store, and has one
	untyped bool     // the last codec has no type at all
	cycle   bool     // the last codec occurs twice
}

// resolveCodec follows the codecs of a type. It returns false for another type.
func resolveCodec(typ string, codecs map[string]graph.Codec) (chain codecChain, ok bool) {
	stored := false
	for {
		typ = strings.TrimSpace(typ)
		if !strings.HasPrefix(typ, "<") || !strings.HasSuffix(typ, ">") {
			chain.storage = typ
			return chain, len(chain.names) > 0
		}
		name, _, at := strings.Cut(typ[1:len(typ)-1], "@")
		name, stored = strings.TrimSpace(name), stored || at
		chain.cycle = slices.Contains(chain.names, name)
		chain.names = append(chain.names, name)
		codec, known := codecs[name]
		chain.unknown = !known
		chain.untyped = codec.StoreOnly && codec.InlineOnly
		chain.needs = codec.StoreOnly && !codec.InlineOnly && !stored
		chain.refuses = codec.InlineOnly && !codec.StoreOnly && stored
		if chain.cycle || chain.unknown || chain.untyped || chain.needs || chain.refuses {
			return chain, true
		}
		typ = codec.Inline
		if stored {
			typ = codec.Stored
		}
	}
}

// storage returns the type in which the database keeps an attribute: what its
// codec makes of it, or the type itself.
func (p *Pass) storage(typ string) string {
	if !strings.HasPrefix(typ, "<") || !p.allFrom(version(2, 0)) {
		return typ
	}
	if chain, ok := resolveCodec(typ, p.codecs()); ok {
		return chain.storage
	}
	return typ
}

// codecUnknown reports a codec that is not defined. It may come from a package
// that is not analysed, which is likely if the project requires such packages.
func codecUnknown(p *Pass) {
	codecs := p.codecs()
	if _, unnamed := codecs[""]; unnamed || !p.allFrom(version(2, 0)) {
		return
	}
	severity := graph.Warning
	if p.Pipeline.Project.Plugins || p.Pipeline.Project.Partial {
		severity = graph.Note
	}
	names := slices.Sorted(maps.Keys(codecs))
	p.ownAttributes(func(t *graph.Table, a *graph.Attribute) {
		chain, ok := resolveCodec(a.Type, codecs)
		if ok && !chain.unknown {
			p.codecDefinedLater(t, a, chain)
		}
		if !ok || !chain.unknown || strings.Contains(a.Type, "{") {
			return
		}
		name := chain.names[len(chain.names)-1]
		remedy := fmt.Sprintf("define it as a subclass of dj.Codec with name = %q, or install the package that does", name)
		if similar := spelling.Nearest(name, names); similar != "" {
			remedy = fmt.Sprintf("is it <%s>?", similar)
		}
		through := ""
		if len(chain.names) > 1 {
			through = fmt.Sprintf(", in which <%s> keeps its values", chain.names[len(chain.names)-2])
		}
		p.ReportAs(severity, graph.Diagnostic{
			Message: fmt.Sprintf("neither datajoint nor the project defines the codec <%s>%s; %s", name, through, remedy),
			Pos:     a.TypePos,
			End:     textEnd(a.TypePos, a.Type),
		})
	})
}

// codecDefinedLater reports a codec whose class statement follows that of the table
// in the same module: DataJoint declares the table when its statement ends.
func (p *Pass) codecDefinedLater(t *graph.Table, a *graph.Attribute, chain codecChain) {
	const topLevel = len("class ") + 1
	class := t
	if t.Master != "" {
		class = p.Pipeline.Table(t.Master)
	}
	if class == nil || class.Pos.Col != topLevel || !p.declaredAtOnce(class.Schema) {
		return
	}
	for _, name := range chain.names {
		var classes []graph.Codec
		for _, c := range p.Pipeline.Codecs {
			if c.Name == name {
				classes = append(classes, c)
			}
		}
		if len(classes) != 1 || slices.Contains(builtinCodecNames(), name) {
			continue
		}
		c := classes[0]
		if c.Pos.Path != class.Pos.Path || c.Pos.Col != topLevel || c.Pos.Line <= class.Pos.Line {
			continue
		}
		p.ReportAs(graph.Error, graph.Diagnostic{
			Message: fmt.Sprintf("the class of the codec <%s> is below %s, but datajoint looks it up when it declares that table; move it up", name, class.Class),
			Pos:     a.TypePos,
			End:     textEnd(a.TypePos, a.Type),
			Related: []graph.Related{{Pos: c.Pos, Message: "the codec"}},
		})
		return
	}
}

// declaredAtOnce reports whether the tables of a schema are declared where their
// classes are, because it has a name from the start.
func (p *Pass) declaredAtOnce(id string) bool {
	s := p.Pipeline.Schema(id)
	return s != nil && s.Active && !s.Activation.IsValid()
}

// codecInvalid reports codecs that fail where a table uses them.
func codecInvalid(p *Pass) {
	codecCycle(p)
	if !p.allFrom(version(2, 0)) {
		return
	}
	p.ownAttributes(func(_ *graph.Table, a *graph.Attribute) {
		chain, ok := resolveCodec(a.Type, p.codecs())
		if !ok {
			return
		}
		last := chain.names[len(chain.names)-1]
		message := ""
		switch {
		case chain.unknown, chain.cycle, chain.needs:
		case chain.untyped:
			message = fmt.Sprintf("the get_dtype() of the codec <%s> returns no type; return one, such as \"<blob>\"", last)
		case chain.refuses:
			message = fmt.Sprintf("the get_dtype() of the codec <%s> refuses an object store; remove the @", last)
		case chain.storage != "" && !isTypeOfVersion2(chain.storage):
			message = fmt.Sprintf("the get_dtype() of the codec <%s> returns %q, which is no type of datajoint %s; return one, such as \"<blob>\" or \"json\"", last, chain.storage, p.oldestVersion())
		}
		if message != "" {
			p.Report(graph.Diagnostic{Message: message, Pos: a.TypePos, End: textEnd(a.TypePos, a.Type)})
		}
	})
}

// isTypeOfVersion2 reports whether datajoint 2 accepts a type that is no codec. See
// TYPE_PATTERN in its module declare. It leaves arguments to the database.
func isTypeOfVersion2(typ string) bool {
	low := normalType(typ)
	name := leadingWord(low)
	arguments := strings.TrimSpace(low[len(name):])
	switch {
	case strings.ContainsAny(low, "<>{"):
		return true // not read here
	case slices.Contains([]string{"int", "tinyint", "smallint", "mediumint", "bigint", "integer"}, name):
		return true
	case slices.Contains([]string{"char", "varchar", "enum", "decimal"}, name):
		return strings.HasPrefix(arguments, "(")
	case slices.Contains([]string{"datetime", "time", "timestamp", "year", "numeric", "double", "float", "real"}, name):
		return true
	case isText(low), isBlob(low) && low != "blob":
		return true
	}
	return slices.Contains([]string{
		"float32", "float64", "int64", "int32", "int16", "int8", "bool", "uuid", "json", "jsonb", "bytes", "date", "serial",
	}, low)
}

// codecCycle reports codecs that keep their values in one another, without end.
func codecCycle(p *Pass) {
	codecs := p.codecs()
	reported := make(map[string]bool)
	for _, c := range p.Pipeline.Codecs {
		for _, typ := range []string{"<" + c.Name + ">", "<" + c.Name + "@>"} {
			chain, _ := resolveCodec(typ, codecs)
			if !chain.cycle || reported[c.Name] {
				continue
			}
			last := chain.names[len(chain.names)-1]
			cycle := chain.names[slices.Index(chain.names, last):]
			for _, name := range cycle {
				reported[name] = true
			}
			first := codecs[last]
			p.Report(graph.Diagnostic{
				Message: fmt.Sprintf("codecs are a circle: <%s>; return a type such as \"bytes\" or \"json\" from one get_dtype()", strings.Join(cycle, "> -> <")),
				Pos:     first.Pos,
			})
		}
	}
}
