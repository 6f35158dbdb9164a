// Package notebook parses Jupyter notebooks in the formats 3 and 4. It returns
// the source of their cells, without the output.
package notebook
