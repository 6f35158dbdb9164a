package memory

import "syscall"

// advise asks for large pages in a buffer. An error is of no interest: it was
// advice.
//
// Source: madvise(2), MADV_HUGEPAGE.
func advise(buf []byte) { _ = syscall.Madvise(buf, syscall.MADV_HUGEPAGE) }
