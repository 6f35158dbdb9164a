package projectfiles

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/internal/spelling"
)

// known lists the settings of DataJoint 2 by their groups; those at the top are in
// the group "".
func known() map[string][]string {
	return map[string][]string{
		"": {
			"loglevel", "safemode", "enable_python_native_blobs", "filepath_checksum_size_limit", "cache", "query_cache", "download_path",
			"stores", "ignore_config_file",
		},
		"database":   {"host", "user", "password", "backend", "port", "name", "reconnect", "use_tls", "database_prefix", "create_tables"},
		"connection": {"init_function", "charset"},
		"display":    {"limit", "width", "show_tuple_count", "diagram_direction"},
		"jobs": {
			"auto_refresh", "keep_completed", "stale_timeout", "default_priority", "version_method", "allow_new_pk_fields_in_computed_tables",
			"add_job_metadata",
		},
	}
}

// unknownSettings reports the settings of datajoint.json that DataJoint ignores, and
// that look like one that it does not. Others may be there for a program.
func (r *reader) unknownSettings(list []setting) {
	groups := known()
	names := slices.Concat(slices.Sorted(maps.Keys(groups)), groups[""])
	for i := range list {
		s := &list[i]
		path := s.path
		if len(path) == 1 {
			path = strings.Split(path[0], ".")
		}
		if path[0] == "stores" || len(path) > 2 || strings.HasPrefix(path[len(path)-1], "_") {
			continue
		}
		near := ""
		group, inGroup := groups[path[0]]
		switch {
		case slices.Contains(groups[""], path[0]), len(path) == 1 && inGroup:
			continue
		case len(path) == 2 && inGroup && slices.Contains(group, path[1]):
			continue
		case len(path) == 2 && inGroup:
			if near = spelling.Nearest(path[1], group); near != "" {
				near = path[0] + "." + near
			}
		case len(s.path) == 1: // "databse" or "databse.host"
			if near = spelling.Nearest(path[0], names); near != "" {
				near = strings.Join(append([]string{near}, path[1:]...), ".")
			}
			if near == "" {
				continue
			}
		default: // inside of a group that is reported
			continue
		}
		d := graph.Diagnostic{
			Rule:     "setting-unknown",
			Severity: graph.Warning,
			Message:  fmt.Sprintf("DataJoint has no setting %q, so it ignores this", strings.Join(path, ".")),
			Pos:      s.pos,
			End:      s.end,
		}
		if near != "" {
			d.Message += fmt.Sprintf("; did you mean %q?", near)
		} else {
			d.Message += fmt.Sprintf("; want one of %s", strings.Join(group, ", "))
		}
		r.found.Diagnostics = append(r.found.Diagnostics, d)
	}
}
