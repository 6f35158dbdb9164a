package projectfiles

import (
	"testing"
	"testing/fstest"
)

func TestOldest(t *testing.T) {
	tests := []struct {
		in   string
		want string
	}{
		{`datajoint`, "unknown"},
		{`datajoint==0.14.4`, "0.14"},
		{`datajoint==0.14.*`, "0.14"},
		{`datajoint >= 2.0  # the new one`, "2.0"},
		{`datajoint~=0.13.8`, "0.13"},
		{`datajoint>2`, "2.0"},
		{`datajoint[test]>=2.1; python_version > "3.8"`, "2.1"},
		{`DataJoint>=0.13`, "0.13"},
		{`dependencies = ["numpy>=1.2", "datajoint>=2.0", "scipy>=3"]`, "2.0"},
		{`    install_requires=['datajoint>=0.12.9', 'x'],`, "0.12"},
		{`datajoint = "^0.14.1"`, "0.14"},
		{`datajoint = { version = ">=2.0", extras = ["x"] }`, "2.0"},
		{`  - datajoint=0.14.0`, "0.14"},
		{`datajoint<0.14`, "0.13"},
		{`datajoint<2`, "0.14"},
		{`datajoint<2.0`, "0.14"},
		{`datajoint!=0.14.2,>=0.13`, "0.13"},
		{`datajoint>=0.13,<2`, "0.13"},
		{`datajoint @ git+https://github.com/datajoint/datajoint-python`, "unknown"},
		{`# datajoint>=2.0`, "unknown"},
		{`description = "DataJoint 2.0 workflow"`, "unknown"},
		{`datajoint = "2.0"`, "2.0"},
		{`datajoint-plus>=2.0`, "unknown"},
		{`my-datajoint>=2.0`, "unknown"},
		{`datajoint_utilities>=2.0`, "unknown"},
		{"numpy>=1.2\ndatajoint-plus>=3\ndatajoint>=0.13\n", "0.13"},
		{`datajoint>=99999999999999999999`, "unknown"},
	}
	for _, tt := range tests {
		if got := requirementIn("requirements.txt", tt.in).Oldest.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestBefore(t *testing.T) {
	tests := []struct {
		in   string
		want string
	}{
		{`datajoint`, "unknown"},
		{`datajoint>=0.14`, "unknown"},
		{`datajoint>0.13.8`, "unknown"},
		{`datajoint!=0.14.2,>=0.13`, "unknown"},
		{`datajoint==0.14.4`, "0.15"},
		{`datajoint==0.14.*`, "0.15"},
		{`datajoint~=0.13.8`, "0.14"},
		{`datajoint~=0.13`, "1.0"},
		{`datajoint>=0.13,<2`, "2.0"},
		{`datajoint>=0.13,<=2.0`, "2.1"},
		{`datajoint>=0.13,<2.0.0`, "2.0"},
		{`datajoint>=0.13,<2.0.2`, "2.1"},
		{`datajoint<2`, "2.0"},
		{`datajoint<0.14`, "0.14"},
		{`datajoint = "^0.14.1"`, "0.15"},
		{`datajoint = "^2.1"`, "3.0"},
		{`datajoint = "~0.13"`, "0.14"},
		{`datajoint = "0.13.8"`, "0.14"},
		{`  - datajoint=0.14.0`, "0.15"},
	}
	for _, tt := range tests {
		if got := requirementIn("requirements.txt", tt.in).Before.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

// TestRequirement checks that the first file with a version counts.
func TestRequirement(t *testing.T) {
	fsys := fstest.MapFS{
		"pyproject.toml":       {Data: []byte("dependencies = [\"datajoint\"]\n")},
		"dev-requirements.txt": {Data: []byte("datajoint>=2\n")},
		"setup.py":             {Data: []byte("setup(\n    install_requires=['datajoint>=0.13'],\n)\n")},
	}
	got := requirement(fsys)
	if got.Oldest.String() != "0.13" || got.Pos.String() != "setup.py:2:24" {
		t.Errorf("got %s at %s", got.Oldest, got.Pos)
	}
	if got := requirement(fstest.MapFS{}); got.Oldest.Known() || got.Pos.IsValid() {
		t.Errorf("got %+v", got)
	}
}
