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
		{Code: "codec-invalid", Title: "datajoint rejects a codec class", Severity: graph.Error, Run: codecCycle},
	}
}

// builtinCodecs returns the codecs of datajoint 2. See get_dtype in its
// builtin_codecs.
func builtinCodecs() map[string]graph.Codec {
	codecs := map[string]graph.Codec{
		"blob":   {Inline: "bytes", Stored: "<hash>"},
		"attach": {Inline: "bytes", Stored: "<hash>"},
	}
	for _, name := range []string{"hash", "npy", "object", "filepath"} {
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
		chain.needs = codec.StoreOnly && !stored
		if chain.cycle || chain.unknown || chain.needs {
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
	p.ownAttributes(func(_ *graph.Table, a *graph.Attribute) {
		chain, ok := resolveCodec(a.Type, codecs)
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
