package projectfiles

import (
	"testing"
	"testing/fstest"
)

func TestPlugins(t *testing.T) {
	tests := []struct {
		file, text string
		want       bool
	}{
		{"pyproject.toml", "[project]\ndependencies = ['datajoint>=2.0', 'NumPy', 'scikit_learn[all]>=1']", false},
		{"pyproject.toml", "[project]\ndependencies = ['datajoint', 'dj-zarr @ git+https://example.org/z']", true},
		{"pyproject.toml", "[project.optional-dependencies]\nzarr = ['dj-zarr']", true},
		{"pyproject.toml", "[tool.poetry.dependencies]\npython = '^3.10'\ndatajoint = '2.0'\n", false},
		{"pyproject.toml", "[tool.poetry.dependencies]\n\"element-lab\" = { version = '1' }\n", true},
		{"pyproject.toml", "[project", false},
		{"requirements.txt", "# those of the lab\ndatajoint>=2.0\n\nscipy ; python_version > '3.9'\n", false},
		{"dev-requirements.txt", "-r requirements.txt\n", true},
		{"setup.py", "", true},
		{"README.md", "dj-zarr", false},
	}
	for _, tt := range tests {
		t.Run(tt.file+" "+tt.text, func(t *testing.T) {
			if got := Read(fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, nil).Project.Plugins; got != tt.want {
				t.Errorf("got %t, want %t", got, tt.want)
			}
		})
	}
}
