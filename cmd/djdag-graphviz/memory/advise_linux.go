package memory

import (
	"syscall"
	"unsafe"
)

// advise asks for large pages in a buffer, and reports whether it was heard.
// That is advice: without it, or where the system's setting of transparent huge
// pages is "never", all works as before.
//
// Source: madvise(2), MADV_HUGEPAGE.
func advise(buf []byte) bool {
	// The address must be that of a page, which a buffer of this size begins with.
	if uintptr(unsafe.Pointer(unsafe.SliceData(buf)))%uintptr(syscall.Getpagesize()) != 0 {
		return false
	}
	return syscall.Madvise(buf, syscall.MADV_HUGEPAGE) == nil
}
