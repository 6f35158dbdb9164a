//go:build unix && cgo

package streams

/*
#include <errno.h>
#include <fcntl.h>

static int closed_streams;

__attribute__((constructor)) static void look_for_closed_streams(void) {
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
			closed_streams |= 1 << fd;
}

static int is_closed(int fd) { return closed_streams >> fd & 1; }
*/
import "C"

// StdoutClosed reports whether standard output was closed.
func StdoutClosed() bool { return C.is_closed(1) != 0 }
