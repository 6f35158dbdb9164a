// Package notebook parses Jupyter notebooks in the formats 3 and 4. It returns
// the source of their cells and the text that they printed.
package notebook
