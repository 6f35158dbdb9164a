package memory

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"unsafe"
)

// A large buffer that is made later lies where the system was asked for large
// pages: the kernel lists that as "hg" for the mapping.
func TestLargePages(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("needs transparent huge pages: ", err)
	}
	LargePages(64 << 20)
	runtime.GC()
	buf := make([]byte, 8<<20)
	buf[0] = 1
	address := uintptr(unsafe.Pointer(unsafe.SliceData(buf)))
	if flags := mappingFlags(t, address); !strings.Contains(flags, " hg") {
		t.Errorf("the mapping of %#x has the flags %q, none of them hg", address, flags)
	}
}

// mappingFlags returns what /proc says of the mapping that holds an address.
func mappingFlags(t *testing.T, address uintptr) string {
	t.Helper()
	file, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip("needs /proc: ", err)
	}
	defer file.Close()
	inside := false
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &from, &to); n == 2 {
			inside = from <= address && address < to
		} else if flags, ok := strings.CutPrefix(lines.Text(), "VmFlags:"); ok && inside {
			return flags
		}
	}
	t.Fatalf("no mapping holds %#x", address)
	return ""
}
