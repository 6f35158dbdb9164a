package check

// The tests generate docs/rules.md with these functions.
var (
	Cell         = cell
	MarkdownHelp = markdownHelp
)
