package render

// fewNodes is the number of nodes up to which curves look better.
const fewNodes = 15

// orthogonal reports whether the figure has lines at right angles. Graphviz would take
// minutes for the curves of a large one.
func (f *figure) orthogonal() bool {
	switch f.opts.Routing {
	case Curves:
		return f.isLarge()
	case Orthogonal:
		return true
	}
	return f.isPipeline() || len(f.opts.Focus) > 0 || len(f.numbers()) > fewNodes
}
