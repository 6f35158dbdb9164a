package scaffold

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// notebook returns a text as a Jupyter notebook. The text is Python in which the
// line "# %%" starts a cell of code and "# %% [markdown]" one of Markdown, the
// lines of which are comments, as several editors have it.
//
// Source: nbformat 4.5.
func notebook(text string) ([]byte, error) {
	cells := []any{}
	for i, part := range strings.Split("\n"+text, "\n# %%")[1:] {
		kind, body, _ := strings.Cut(part, "\n")
		source := strings.SplitAfter(strings.TrimSpace(body), "\n")
		id := fmt.Sprintf("cell-%d", i+1)
		if strings.TrimSpace(kind) == "[markdown]" {
			for j, line := range source {
				source[j] = strings.TrimPrefix(strings.TrimPrefix(line, "#"), " ")
			}
			cells = append(cells, markdownCell{"markdown", id, struct{}{}, source})
		} else {
			cells = append(cells, codeCell{"code", nil, id, struct{}{}, []any{}, source})
		}
	}
	book := notebookFile{Cells: cells, Format: 4, Minor: 5}
	book.Metadata.Kernel.Display, book.Metadata.Kernel.Language, book.Metadata.Kernel.Name = "Python 3", "python", "python3"
	book.Metadata.Language.Name = "python"
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(book); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// A notebookFile is a notebook. Here and below, the fields have the order in
// which Jupyter writes them.
type notebookFile struct {
	Cells    []any `json:"cells"` // markdownCell or codeCell
	Metadata struct {
		Kernel struct {
			Display  string `json:"display_name"`
			Language string `json:"language"`
			Name     string `json:"name"`
		} `json:"kernelspec"`
		Language struct {
			Name string `json:"name"`
		} `json:"language_info"`
	} `json:"metadata"`
	Format int `json:"nbformat"`
	Minor  int `json:"nbformat_minor"`
}

type markdownCell struct {
	Kind     string   `json:"cell_type"`
	ID       string   `json:"id"`
	Metadata struct{} `json:"metadata"`
	Source   []string `json:"source"` // each line but the last with its newline
}

type codeCell struct {
	Kind      string   `json:"cell_type"`
	Execution *int     `json:"execution_count"` // nil: the cell did not run
	ID        string   `json:"id"`
	Metadata  struct{} `json:"metadata"`
	Outputs   []any    `json:"outputs"`
	Source    []string `json:"source"`
}
