package datajoint

import "github.com/djdag/djdag/graph"

// The members of a table are what its class has beside the definition. They are read
// at the end of the run, so that the code need not be kept.
type members struct {
	provides    []graph.ClassMember
	contents    *Contents // nil if unknown
	hasContents bool
	isLookup    bool
	fillsItself bool // read only for tables with contents
	idle        *IdleMake
	upstream    []UpstreamItem
}

// readMembers reads the members of a table.
func (t *Table) readMembers() {
	m := &t.members
	m.provides = t.readProvides()
	m.hasContents, m.isLookup = has(t.Class, "contents"), t.readIsLookup()
	if t.Tier == graph.Lookup {
		if m.contents = t.readContents(); m.contents != nil {
			m.fillsItself = t.readFillsItself()
		}
	}
	if t.Tier.AutoPopulated() {
		if idle, ok := t.readIdleMake(); ok {
			m.idle = &idle
		}
		m.upstream = t.readUpstream()
	}
}

// Provides lists what the table's class has, or may have, of what DataJoint
// asks a class of the tier for; see [graph.Table].
func (t *Table) Provides() []graph.ClassMember { return t.members.provides }

// HasContents reports whether the table's class has contents, in the analysed
// source.
func (t *Table) HasContents() bool { return t.members.hasContents }

// IsLookup reports whether DataJoint inserts the contents of the table's class.
func (t *Table) IsLookup() bool { return t.members.isLookup }

// Contents returns the rows that the class of a lookup table lists, if they are short
// enough to be read and all known.
func (t *Table) Contents() (c *Contents, ok bool) {
	return t.members.contents, t.members.contents != nil
}

// FillsItself reports whether a method of the class of a lookup table with contents may
// insert rows.
func (t *Table) FillsItself() bool { return t.members.fillsItself }

// IdleMake returns the make() of the table if it surely inserts nothing. All that
// it calls is looked at; what is unknown may insert.
func (t *Table) IdleMake() (idle IdleMake, ok bool) {
	if t.members.idle == nil {
		return idle, false
	}
	return *t.members.idle, true
}

// Upstream lists the uses of self.upstream in the methods of the table.
func (t *Table) Upstream() []UpstreamItem { return t.members.upstream }

// ForgetCode drops the code that declared the tables, which is most of what the run
// holds. References, positions and names stay known.
func (l *Library) ForgetCode() {
	for _, t := range l.tables {
		t.Class.Forget()
		for _, c := range t.again {
			c.Forget()
		}
		t.again, t.parts, t.context = nil, nil, namespace{}
		for _, r := range t.Refs {
			r.target = nil
		}
	}
	for _, s := range l.schemas {
		s.attrs, s.context, s.addObjects, s.pending = nil, nil, nil, nil
	}
	l.undecided, l.undefined, l.codecs, l.noDefinition, l.bound = nil, nil, nil, nil, nil
	l.Machine.Forget()
}

// Forget drops the class of a table, its definition and its references. Its name, its
// schema and its contents stay known.
func (t *Table) Forget() { t.Class, t.Text, t.Refs = nil, nil, nil }
