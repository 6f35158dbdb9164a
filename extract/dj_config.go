package extract

import (
	"bytes"
	"encoding/json"
	"io/fs"
)

// projectConfig reads the entries of dj.config in the project's own
// configuration files, by dotted key.
func (p *project) projectConfig() map[string]any {
	config := map[string]any{}
	for _, name := range []string{"dj_local_conf.json", "datajoint.json"} {
		text, err := fs.ReadFile(p.modules.project().FS, name)
		if err != nil {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		var entries map[string]any
		if d.Decode(&entries) == nil {
			flatten(config, "", entries, maxSettingDepth)
		}
	}
	return config
}

// maxSettingDepth limits how deep entries of dj.config may be nested. DataJoint's own
// are at most four deep.
const maxSettingDepth = 16

// flatten adds nested entries to a map under dotted keys. It skips lists, and entries
// deeper than a number of levels.
func flatten(into map[string]any, prefix string, entries map[string]any, levels int) {
	if levels == 0 {
		return
	}
	for k, v := range entries {
		switch v := v.(type) {
		case map[string]any:
			flatten(into, prefix+k+".", v, levels-1)
		case json.Number:
			if n, err := v.Int64(); err == nil {
				into[prefix+k] = n
			} else if f, err := v.Float64(); err == nil {
				into[prefix+k] = f
			}
		case string, bool, nil:
			into[prefix+k] = v
		}
	}
}
