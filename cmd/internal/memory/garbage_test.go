package memory

import "testing"

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		inUse uint64
		want  int
	}{
		{0, 200}, {16 << 20, 200}, {32 << 20, 100}, {64 << 20, 50}, {128 << 20, 25}, {2 << 30, 25},
	} {
		if got := percent(c.inUse); got != c.want {
			t.Errorf("percent(%d MB) = %d, want %d", c.inUse>>20, got, c.want)
		}
	}
}
