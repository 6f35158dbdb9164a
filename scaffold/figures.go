package scaffold

// Figures lists the figures of a new project, sorted: those of the configuration,
// which "djdag render --figures" draws, and those of README.md, which "djdag render
// --update README.md" draws.
func Figures() []string {
	return []string{"docs/pipeline-dark.svg", "docs/pipeline.svg", "docs/tables.svg"}
}
