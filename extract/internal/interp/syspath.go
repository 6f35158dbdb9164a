package interp

import (
	"path"
	"strings"
)

// addPath adds a folder to sys.path. A relative path counts from the folder of
// the module, as for a script or a notebook that runs where it is. Folders
// outside of the analysed source are left out.
func (fr *Frame) addPath(v Value, ok bool) Value {
	s, isPath := pathText(fr.m.Force(v))
	if !ok || !isPath {
		return None{}
	}
	var dir string
	switch rest, inSource := underRoot(s); {
	case inSource:
		dir = path.Clean("./" + rest)
	case s.Known() && !path.IsAbs(s.Text):
		dir = path.Join(path.Dir(fr.Module.Path), s.Text)
	default:
		return None{}
	}
	if dir != ".." && !strings.HasPrefix(dir, "../") {
		fr.m.loader.AddPath(dir, fr.Module.Name)
	}
	return None{}
}
