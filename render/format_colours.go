package render

// ink is the colours of one kind of node, each "#RRGGBB" or "none".
type ink struct{ fill, stroke, text string }

// A palette is the colours of a theme.
type palette struct {
	background string // or "none", for the page to show through
	nodes      map[kind]ink
	edge       string
	renamed    string
	cycle      string
	alpha      uint8 // the opacity of edges that are not on a cycle
	frame      string
	frameText  string
	entity     string // the ground behind a master and its parts; "none" in Classic
	panel      string // the ground of a schema in focus
	header     string // the ground of its label
	headerText string
	plate      string // the ground of a number on a line
	alias      string // the dot on a renamed foreign key; "none" if its line has a colour
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
		background: "none",
		nodes: map[kind]ink{
			manual:     {"#E8F0E9", "#3E7A52", "#28513A"},
			lookup:     {"#F0F0F1", "#808285", "#5A5C5F"},
			computed:   {"#FFEDE5", "#FF5113", "#B23200"},
			imported:   {"#E0F4FC", "#00A0DF", "#00537A"},
			part:       {"#FFFFFF", "#B9BBBE", "#55585C"},
			collapsed:  {"#EDEEF0", "#808890", "#404040"},
			external:   {"#FFFFFF", "#9AA0A8", "#6A7078"},
			unresolved: {"#FFFDE7", "#C9BC5B", "#6B6420"},
		},
		edge:       "#171C39",
		renamed:    "#C77D3A",
		cycle:      "#D7263D",
		alpha:      0x9E,
		frame:      "#171D3A",
		frameText:  "#171C39",
		entity:     "#F3F5F8",
		panel:      "#FAFBFC",
		header:     "#171C39",
		headerText: "#FFFFFF",
		plate:      "#FFFFFF",
		alias:      "none",
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
		},
		edge:       "#AEB6C2",
		renamed:    "#D68C4A",
		cycle:      "#FF6B6B",
		alpha:      0xC0,
		frame:      "#606875",
		frameText:  "#8A93A1",
		entity:     "#2A313D",
		panel:      "#1B2029",
		header:     "#C9CFD9",
		headerText: "#161A21",
		plate:      "#161A21",
		alias:      "none",
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
		},
		edge:       "#000000",
		renamed:    "#000000",
		cycle:      "#D7263D",
		alpha:      0x40,
		frame:      "#808080",
		frameText:  "#808080",
		entity:     "none",
		panel:      "#FAFAFA",
		header:     "#404040",
		headerText: "#FFFFFF",
		plate:      "#FFFFFF",
		alias:      "#FF8800",
	}
}

// edgeHue returns the colour of a line and its opacity.
func (p *palette) edgeHue(e *edge) (hue string, alpha uint8) {
	switch {
	case e.onCycle():
		return p.cycle, 0xFF
	case e.renamed():
		return p.renamed, p.alpha
	case e.aside:
		return p.edge, p.asideAlpha()
	}
	return p.edge, p.alpha
}

// asideAlpha returns the opacity of edges that are not in focus. It is lower than
// that of other edges, but high enough for labels not to seem detached.
func (p *palette) asideAlpha() uint8 { return max(p.alpha/2, 0x38) }
