package check

// MarkdownHelp formats the help of a rule. The tests generate docs/rules.md with it.
var MarkdownHelp = markdownHelp
