package interp

import "strings"

// Required returns the parameters that a method called on an object does not go
// without, apart from the object itself. They are not known of what is no plain
// function.
func (f *Function) Required() (names []string, known bool) {
	if f.Def == nil || f.Module.File == nil || len(f.Def.Decorators) > 0 {
		return nil, false
	}
	params, ok := parameters(string(f.Def.Text(f.Module.File)))
	if !ok {
		return nil, false
	}
	for i, p := range params {
		if i > 0 && p != "/" && !strings.HasPrefix(p, "*") && !strings.Contains(p, "=") {
			name, _, _ := strings.Cut(p, ":")
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names, true
}
