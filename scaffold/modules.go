package scaffold

import "slices"

// A module is a schema module of the project.
type module struct {
	name, template string
	about          string // what it holds, for the README
	automated      string // the class that the worker fills, or ""
	upstream       string // the module before it, or ""
}

// isChapter reports whether the schemas are those of the DataJoint Book. They
// have a template each.
func (o *Options) isChapter() bool { return slices.Equal(o.schemas(), chapter()) }

// modules returns the schema modules, upstream first.
func (o *Options) modules() []module {
	if o.isChapter() {
		return []module{
			{name: "subject", template: "subject", about: "the animals"},
			{name: "acquisition", template: "acquisition", about: "the sessions, and what was recorded in them", automated: "Recording"},
			{name: "processing", template: "processing", about: "the recordings, smoothed", automated: "SmoothTrace"},
			{name: "analysis", template: "analysis", about: "the events in each recording", automated: "Activity"},
		}
	}
	var all []module
	for i, name := range o.schemas() {
		if i == 0 {
			m := module{name: name, template: "first", about: "what the pipeline starts from"}
			if len(o.schemas()) == 1 {
				m.automated = className(name) + "Result"
			}
			all = append(all, m)
			continue
		}
		before := o.schemas()[i-1]
		all = append(all, module{
			name: name, template: "next", about: "what is computed from `" + before + "`", automated: className(name),
			upstream: before,
		})
	}
	return all
}
