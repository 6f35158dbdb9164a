package graphviz

import "time"

// Limit sets what the worker may write to stdout and stderr, in bytes, and how long its
// pipes may be held.
func (w *Worker) Limit(picture, remarks int, held time.Duration) {
	w.limits = limits{picture, remarks, held}
}
