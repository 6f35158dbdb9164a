// Package hostile runs the programs on hostile input, as processes: files of
// hundreds of megabytes, bytes that are no text, names that a terminal would act on,
// pipes in place of files, full disks, signals. It has no code.
//
//	go test -tags hostile -v ./cmd/hostile
//
// Every run must end with a documented exit code, within limits of time and memory
// that grow with the input alone. It must tell of what it could not read, keep what
// stands beside that, and leave no file behind that nobody asked for. The tests print
// what each group of runs took.
//
// The tests take minutes and gigabytes of disk, and need Linux. Some need root, or a
// small file system of their own, and skip otherwise.
package hostile
