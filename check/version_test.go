package check

import (
	"testing"
	"testing/fstest"
)

func TestVersionsIn(t *testing.T) {
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
		if got := versionsIn(tt.in).oldest.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

// TestVersionsBefore: the first version that is too new.
func TestVersionsBefore(t *testing.T) {
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
		if got := versionsIn(tt.in).before.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

// TestRequiredVersions: the first file that asks for a version counts.
func TestRequiredVersions(t *testing.T) {
	fsys := fstest.MapFS{
		"pyproject.toml":       {Data: []byte("dependencies = [\"datajoint\"]\n")},
		"dev-requirements.txt": {Data: []byte("datajoint>=2\n")},
		"setup.py":             {Data: []byte("install_requires=['datajoint>=0.13']\n")},
	}
	if got := requiredVersions(fsys); got.oldest != (Version{0, 13}) {
		t.Errorf("got %s", got.oldest)
	}
	if got := requiredVersions(fstest.MapFS{}); got.oldest.Known() {
		t.Errorf("got %s", got.oldest)
	}
}

func TestParseVersion(t *testing.T) {
	for in, want := range map[string]Version{"0.14": {0, 14}, "2": {2, 0}, "2.1.3rc1": {2, 1}} {
		if got, err := ParseVersion(in); err != nil || got != want {
			t.Errorf("%s: got %v, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "x", "2.x", "-1.0", "v2"} {
		if got, err := ParseVersion(in); err == nil {
			t.Errorf("%q: got %v", in, got)
		}
	}
}
