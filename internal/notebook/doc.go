// Package notebook reads the cells of Jupyter notebooks, of the formats 3 and
// 4. It gives what their authors wrote, and leaves out what came of running it.
package notebook
