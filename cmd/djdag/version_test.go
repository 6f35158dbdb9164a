package main

import (
	"runtime/debug"
	"testing"
)

// The linker's stamp wins over what the Go tool knows; either may lack the commit.
func TestReadBuild(t *testing.T) {
	vcs := func(settings ...string) *debug.BuildInfo {
		info := &debug.BuildInfo{Main: debug.Module{Version: "v1.3.0"}}
		for i := 0; i < len(settings); i += 2 {
			info.Settings = append(info.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return info
	}
	const revision, time = "4673a6d0c1f2aaaabbbbccccddddeeeeffff0000", "2026-11-30T01:49:07Z"
	for _, test := range []struct {
		name  string
		stamp string
		info  *debug.BuildInfo
		want  build
	}{
		{"a package", "v1.2.0 4673a6d0c1f2 2026-11-30", vcs("vcs.revision", "0", "vcs.time", time), build{"v1.2.0", "4673a6d0c1f2", "2026-11-30"}},
		{"a package without Git", "v1.2.0", vcs(), build{"v1.2.0", "", ""}},
		{"go build", "", vcs("vcs.revision", revision, "vcs.time", time, "vcs.modified", "false"), build{"v1.3.0", "4673a6d0c1f2", "2026-11-30"}},
		{"go build with changes", "", vcs("vcs.revision", revision, "vcs.time", time, "vcs.modified", "true"), build{"v1.3.0", "4673a6d0c1f2+dirty", "2026-11-30"}},
		{"another system than Git", "", vcs("vcs.revision", "42", "vcs.time", time), build{"v1.3.0", "42", "2026-11-30"}},
		{"go install", "", vcs(), build{"v1.3.0", "", ""}},
		{"go test", "", &debug.BuildInfo{}, build{"unknown", "", ""}},
		{"no information", "", nil, build{"unknown", "", ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := readBuild(test.stamp, test.info); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
