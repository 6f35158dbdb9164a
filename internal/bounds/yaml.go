package bounds

import "fmt"

// The bounds of YAML. goccy/go-yaml takes time in the square of the size, and stack
// and memory for each level.
const (
	maxYAML  = 64 << 10 // bytes
	maxLevel = 100      // of brackets and braces, or of lists such as "- - - a"
)

// YAML returns an [Error] if a YAML text is too large to parse, or no UTF-8. It counts brackets in
// strings and comments, too: nobody opens a hundred more than he closes.
func YAML(text []byte) error {
	if len(text) > maxYAML {
		return &Error{0, fmt.Sprintf("the file has %d bytes; djdag reads YAML up to %d", len(text), maxYAML)}
	}
	if err := UTF8(text); err != nil {
		return err
	}
	open, markers := 0, 0
	for i, c := range text {
		switch c {
		case ' ', '\t':
			continue
		case '-', '?', ':', '!', '&':
			markers++
		default:
			markers = 0
		}
		switch c {
		case '[', '{':
			open++
		case ']', '}':
			open = max(0, open-1)
		}
		if open > maxLevel || markers > maxLevel {
			return &Error{i, fmt.Sprintf("the values are nested more than %d deep; djdag reads no more", maxLevel)}
		}
	}
	return nil
}
