package render

// ink is the colours of one kind of node, each "#RRGGBB" or "none".
type ink struct{ fill, stroke, text string }

// A palette is the colours of a theme. Lines, borders of nodes and frames have a
// contrast of at least 3 to 1 with every ground that they can be on, and texts one of
// at least 4.5 to 1, as the Web Content Accessibility Guidelines 2.2 ask in 1.4.3 and
// 1.4.11; Classic keeps the look of its time.
type palette struct {
	background string
	nodes      map[kind]ink
	edge       string
	renamed    string
	cycle      string
	hidden     string // of reads without a foreign key
	read       string // of other reads
	aside      string // of edges that are not in focus
	frame      string
	frameText  string
	entity     string // the ground behind a master and its parts; "none" in Classic
	panel      string // the ground of a schema in focus
	card       string // the ground behind a master and its parts there
	header     string // the ground of its label
	headerText string
	plate      string // the ground of a number on a line
	alias      string // the dot on a renamed foreign key; "none" if its line has a colour
	marks      map[Mark]ink
}

// palette returns the colours of a figure with these options.
func (o *Options) palette() palette {
	p := o.Theme.palette()
	if o.Background == NoBackground {
		p.background = "none"
	}
	if o.Marks != nil {
		p.mute()
	}
	return p
}

// mute gives all nodes and lines the colours of what is unmarked.
func (p *palette) mute() {
	for k := range p.nodes {
		p.nodes[k] = p.marks[Unmarked]
	}
	p.edge, p.renamed = p.aside, p.aside
}

// ink returns the colours of a node.
func (p *palette) ink(n *node) ink {
	if n.mark != Unmarked {
		return p.marks[n.mark]
	}
	return p.nodes[n.kind]
}

// palette returns the colours of the theme. Auto has those of Light, and an SVG
// adds a style sheet for the dark.
func (t Theme) palette() palette {
	switch t {
	case Dark:
		return darkPalette()
	case Classic:
		return classicPalette()
	}
	return lightPalette()
}

func lightPalette() palette {
	return palette{
		background: "#FFFFFF",
		nodes: map[kind]ink{
			manual:     {"#E8F0E9", "#3E7A52", "#28513A"},
			lookup:     {"#F0F0F1", "#808285", "#5A5C5F"},
			computed:   {"#FFEDE5", "#E0420A", "#B23200"},
			imported:   {"#E0F4FC", "#008AC0", "#00537A"},
			part:       {"#FFFFFF", "#85888D", "#55585C"},
			collapsed:  {"#EDEEF0", "#808890", "#404040"},
			external:   {"#FFFFFF", "#858B94", "#6A7078"},
			unresolved: {"#FFFDE7", "#9A8C2C", "#6B6420"},
			bare:       {"#FFFFFF", "#858B94", "#5A5F68"},
		},
		edge:       "#5F6378",
		aside:      "#868A98",
		renamed:    "#B8702E",
		cycle:      "#D7263D",
		hidden:     "#7C3AED",
		read:       "#A78BCB",
		frame:      "#171D3A",
		frameText:  "#171C39",
		entity:     "#F5F7F9",
		panel:      "#F5F7F9",
		card:       "#FFFFFF",
		header:     "#171C39",
		headerText: "#FFFFFF",
		plate:      "#FFFFFF",
		alias:      "none",
		marks:      lightMarks(),
	}
}

func darkPalette() palette {
	return palette{
		background: "#161A21",
		nodes: map[kind]ink{
			manual:     {"#16281F", "#6BBF94", "#BCE6CF"},
			lookup:     {"#242832", "#9DA0A4", "#C9CFD9"},
			computed:   {"#331B12", "#FF7A47", "#FFC7AE"},
			imported:   {"#0F2433", "#33B8E8", "#BEE7F9"},
			part:       {"#1E232C", "#8F959D", "#C8CED8"},
			collapsed:  {"#242730", "#8890A0", "#C7CDD6"},
			external:   {"#161A21", "#7D8590", "#A5ADB8"},
			unresolved: {"#3A3620", "#C9BC5B", "#EBE3A0"},
			bare:       {"#161A21", "#7D8590", "#A5ADB8"},
		},
		edge:       "#8D95A1",
		aside:      "#6F7784",
		renamed:    "#E5A368",
		cycle:      "#FF6B6B",
		hidden:     "#B794F6",
		read:       "#7E6B9E",
		frame:      "#6B7380",
		frameText:  "#8A93A1",
		entity:     "#2A313D",
		panel:      "#1B2029",
		card:       "#2A313D",
		header:     "#C9CFD9",
		headerText: "#161A21",
		plate:      "#161A21",
		alias:      "none",
		marks:      darkMarks(),
	}
}

// lightMarks returns the colours of marks on white paper.
func lightMarks() map[Mark]ink {
	return map[Mark]ink{
		Unmarked:    {"#F7F8F9", "#85888D", "#55585C"},
		MarkAdded:   {"#C6EFD2", "#1A7F37", "#0B4A1E"},
		MarkRemoved: {"#FFFFFF", "#CF222E", "#A0111F"},
		MarkChanged: {"#FFFBF0", "#9A6700", "#6B4700"},
		MarkRekeyed: {"#FFDF8F", "#9A6700", "#5C3D00"},
	}
}

// darkMarks returns the colours of marks on a dark page.
func darkMarks() map[Mark]ink {
	return map[Mark]ink{
		Unmarked:    {"#1E232C", "#8F959D", "#C8CED8"},
		MarkAdded:   {"#12381F", "#4AC26B", "#B4F1C4"},
		MarkRemoved: {"#161A21", "#FF7B72", "#FFB1AB"},
		MarkChanged: {"#241E10", "#D4A72C", "#F2DDA0"},
		MarkRekeyed: {"#4A3600", "#D4A72C", "#FFE7A6"},
	}
}

// classicPalette has the translucent colours of dj.Diagram, blended with white.
func classicPalette() palette {
	return palette{
		background: "#FFFFFF",
		nodes: map[kind]ink{
			manual:     {"#CFFFCF", "#A8FFA8", "#006400"},
			lookup:     {"#DFDFDF", "#DFDFDF", "#000000"},
			computed:   {"#FFDFDF", "#FFC3C3", "#AF5353"},
			imported:   {"#BFBFDF", "#8F8FC7", "#4747A3"},
			part:       {"#FFFFFF", "none", "#000000"},
			collapsed:  {"#EDEEF0", "#808890", "#404040"},
			external:   {"#FFFFFF", "#9AA0A8", "#6A7078"},
			unresolved: {"#FFFDE7", "#C9BC5B", "#6B6420"},
			bare:       {"#FFFFFF", "#9AA0A8", "#6A7078"},
		},
		edge:       "#BFBFBF",
		aside:      "#D9D9D9",
		renamed:    "#BFBFBF",
		cycle:      "#D7263D",
		hidden:     "#7C3AED",
		read:       "#A78BCB",
		frame:      "#808080",
		frameText:  "#808080",
		entity:     "none",
		panel:      "#FAFAFA",
		card:       "#FAFAFA",
		header:     "#404040",
		headerText: "#FFFFFF",
		plate:      "#FFFFFF",
		alias:      "#FF8800",
		marks:      lightMarks(),
	}
}

// edgeHue returns the colour of a line.
func (p *palette) edgeHue(e *edge) string {
	switch {
	case e.onCycle():
		return p.cycle
	case e.mark != Unmarked:
		return p.marks[e.mark].stroke
	case e.renamed():
		return p.renamed
	case e.kind == reads && e.hidden:
		return p.hidden
	case e.kind == reads:
		return p.read
	case e.aside, e.faint:
		return p.aside
	}
	return p.edge
}
