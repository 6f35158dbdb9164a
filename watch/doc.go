// Package watch does something again each time that files change: [Follow].
//
// It watches folders, not files, so it makes no difference whether an editor writes into
// a file or puts another one in its place. Changes that follow each other closely count as
// one. The system tells of changes (package fsnotify), which it cannot do on network file
// systems.
package watch
