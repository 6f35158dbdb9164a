package graph

// A posJSON is a [Pos]. Unknown parts are "" and 0.
type posJSON struct {
	Path string `json:"path"`
	Line int    `json:"line"`
	Col  int    `json:"col"`
}

func posToJSON(p *Pos) posJSON { return posJSON(*p) }

func (p *posJSON) pos() Pos { return Pos(*p) }

// A placeJSON is a [Pos] without its path if that is the path of the enclosing
// record.
type placeJSON struct {
	Path *string `json:"path,omitempty"`
	Line int     `json:"line"`
	Col  int     `json:"col"`
}

func placeToJSON(p Pos, file string) placeJSON {
	j := placeJSON{Line: p.Line, Col: p.Col}
	if p.Path != file {
		j.Path = &p.Path
	}
	return j
}

func (j *placeJSON) pos(file string) Pos {
	if j.Path != nil {
		file = *j.Path
	}
	return Pos{Path: file, Line: j.Line, Col: j.Col}
}

// A spotJSON is a [Pos] relative to another one. It has a path and a line only if
// they differ.
type spotJSON struct {
	Path *string `json:"path,omitempty"`
	Line *int    `json:"line,omitempty"`
	Col  int     `json:"col"`
}

func spotToJSON(p, near Pos) spotJSON {
	j := spotJSON{Col: p.Col}
	if p.Path != near.Path {
		j.Path = &p.Path
	}
	if p.Line != near.Line {
		j.Line = &p.Line
	}
	return j
}

func (j *spotJSON) pos(near Pos) Pos {
	if j.Path != nil {
		near.Path = *j.Path
	}
	if j.Line != nil {
		near.Line = *j.Line
	}
	near.Col = j.Col
	return near
}

// optionalSpot returns nil for the zero value.
func optionalSpot(p, near Pos) *spotJSON {
	if p == (Pos{}) {
		return nil
	}
	j := spotToJSON(p, near)
	return &j
}

// posOrZero is the inverse of [optionalSpot].
func posOrZero(j *spotJSON, near Pos) Pos {
	if j == nil {
		return Pos{}
	}
	return j.pos(near)
}

// An endJSON is the end of a text whose start has the same path.
type endJSON struct {
	EndLine int `json:"end_line"`
	EndCol  int `json:"end_col"`
}

func endToJSON(p Pos) endJSON { return endJSON{EndLine: p.Line, EndCol: p.Col} }

// end returns the zero value for an unknown end.
func (j *endJSON) end(file string) Pos {
	if *j == (endJSON{}) {
		return Pos{}
	}
	return Pos{Path: file, Line: j.EndLine, Col: j.EndCol}
}
