package check

// A filter decides which rules run.
type filter struct {
	selected map[string]bool // nil: no limit
	ignored  map[string]bool
	project  bool // Options.Project
	files    bool // Options.Files is not nil
}

func newFilter(opts Options) filter {
	f := filter{ignored: make(map[string]bool), project: opts.Project, files: opts.Files != nil}
	if opts.Select != nil {
		f.selected = make(map[string]bool)
	}
	for _, code := range opts.Select {
		f.selected[code] = true
	}
	for _, code := range opts.Ignore {
		f.ignored[code] = true
	}
	return f
}

func (f filter) enables(r Rule) bool {
	switch {
	case f.ignored[r.Code], r.NeedsFiles && !f.files:
		return false
	case f.selected != nil:
		return f.selected[r.Code]
	case r.When == ForProjects:
		return f.project
	}
	return r.When == Always
}
