package graphviz

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// DefaultTimeout limits a run of a worker if [Worker.Timeout] is zero.
const DefaultTimeout = 2 * time.Minute

// A Worker is a program that reads DOT and writes a picture, with the command
// line of dot. Several goroutines may use it at once; each call runs a process.
type Worker struct {
	// Path is the file of the program.
	Path string
	// Private says that the program is djdag-graphviz. It caches compiled code
	// in its temporary folder, which nobody else may be able to write to. It
	// converts an SVG to png and pdf, which dot makes from a graph. And since it
	// is a single file, its drawings can be cached: dot has plugins that may
	// change.
	Private bool
	// Timeout limits a run of the process, which is then killed. Zero:
	// [DefaultTimeout].
	Timeout time.Duration
	// Notice, if not nil, is called with one line on what a private worker could
	// not draw faithfully, such as a character that no font has.
	Notice func(message string)

	limits limits // zero: usualLimits
}

// Run feeds in to the worker and returns its output in the given format, such as
// "json0". The args are further flags of dot, such as "-Gdpi=96". If a private
// worker drew the same before, Run returns the cached drawing. Errors have one
// line, with the first line that the worker wrote to stderr. If ctx ends first,
// the error wraps its cause.
func (w *Worker) Run(ctx context.Context, format string, in []byte, args ...string) ([]byte, error) {
	args = append([]string{"-T" + format}, args...)
	if !w.Private {
		out, _, err := w.process(ctx, args, in, nil)
		if err == nil {
			err = w.verify(format, out)
		}
		return out, err
	}
	key, err := drawingKey(w.Path, args, in)
	if err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	folder := openFolder()
	if folder != nil {
		defer folder.Close()
	}
	drawings, remarks := openCache(folder, "drawings"), openCache(folder, "remarks")
	defer drawings.close()
	defer remarks.close()
	if out := drawings.get(key); out != nil {
		if w.Notice != nil {
			w.tell(string(remarks.get(key)))
		}
		return out, nil
	}
	out, said, err := w.draw(ctx, folder, args, in)
	if err == nil {
		err = w.verify(format, out)
	}
	if err != nil {
		return nil, err
	}
	if said != "" { // the cached drawing has the same flaws
		remarks.put(key, []byte(said))
	}
	drawings.put(key, out)
	w.tell(said)
	return out, nil
}

// tell passes on a remark unless it is empty.
func (w *Worker) tell(said string) {
	if said != "" && w.Notice != nil {
		w.Notice(said)
	}
}

// verify returns an error unless the output can be a whole picture in the format.
func (w *Worker) verify(format string, out []byte) error {
	whole := len(out) > 0
	switch format {
	case "png":
		whole = bytes.HasPrefix(out, []byte("\x89PNG\r\n")) && bytes.HasSuffix(out, []byte("IEND\xaeB\x60\x82"))
	case "pdf":
		whole = bytes.HasPrefix(out, []byte("%PDF-")) && bytes.HasSuffix(bytes.TrimSpace(out), []byte("%%EOF"))
	case "json0":
		whole = bytes.HasPrefix(out, []byte("{")) && bytes.HasSuffix(bytes.TrimSpace(out), []byte("}"))
	}
	if !whole {
		return fmt.Errorf("draw with %s: its output of %d bytes is not %s; is it the right program?", filepath.Base(w.Path), len(out), format)
	}
	return nil
}

// draw runs a private worker, with compiled code in the folder for caches. After a
// crash it runs the worker again without compiled code: the library panics if that is
// damaged or the disk is full. If the worker then succeeds, draw removes the damaged
// code. Otherwise it returns the first error.
func (w *Worker) draw(ctx context.Context, folder *os.Root, args []string, in []byte) (out []byte, said string, err error) {
	code := compiled(folder)
	out, said, err = w.process(ctx, args, in, w.environment(code))
	if code == "" || !errors.As(err, new(*crash)) {
		return out, said, err
	}
	out, said, again := w.process(ctx, args, in, w.environment(""))
	if again != nil {
		return nil, "", err
	}
	_ = folder.RemoveAll(compiledName)
	return out, said, nil
}

// environment returns the environment of a private worker, which keeps compiled code in
// its temporary folder. An empty path means that it is to keep none: then that folder is
// a file, in which nothing can be made.
func (w *Worker) environment(compiled string) []string {
	if compiled == "" {
		compiled = w.Path
	}
	// Layout is single-threaded. More threads would only run the garbage
	// collector, on a processor that another worker could use.
	return append(os.Environ(), "TMPDIR="+compiled, "TMP="+compiled, "TEMP="+compiled, "GOMAXPROCS=1")
}
