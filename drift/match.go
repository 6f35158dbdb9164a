package drift

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/djdag/djdag/graph"
)

// Patterns returns the names of the schemas that a pipeline from source needs, as
// patterns in which "%" stands for what is not known. They are sorted. A schema without
// any known part is left out.
func Patterns(source *graph.Pipeline) []string {
	var patterns []string
	for i := range source.Schemas {
		s := &source.Schemas[i]
		pattern := s.Name
		if pattern == "" {
			pattern = unknownPart().ReplaceAllString(s.Template, "%")
		}
		if s.Active && strings.Trim(pattern, "%") != "" {
			patterns = append(patterns, pattern)
		}
	}
	slices.Sort(patterns)
	return slices.Compact(patterns)
}

// unknownPart matches the part of a schema's name that depends on a setting.
func unknownPart() *regexp.Regexp { return regexp.MustCompile(`\{[^{}]*\}`) }

// matchSchemas finds the deployed schema of each schema in the source.
func (c *comparison) matchSchemas() {
	c.schemas, c.names = map[string]string{}, map[string]string{}
	claimed := map[string]bool{}
	for i := range c.source.Schemas {
		if s := &c.source.Schemas[i]; s.Active && s.Name != "" {
			c.schemas[s.ID] = s.Name
			claimed[s.Name] = true
		}
	}
	maybe := map[string]bool{} // what a schema of unknown name may be
	for i := range c.source.Schemas {
		s := &c.source.Schemas[i]
		tables := c.tablesOf(s.ID)
		if !s.Active || tables == 0 {
			continue
		}
		if s.Name != "" {
			c.missingSchema(s, tables)
			continue
		}
		fitting := c.fitting(s, claimed)
		if len(fitting) == 1 {
			c.schemas[s.ID] = fitting[0]
			continue
		}
		c.unknownSchema(s, tables, fitting)
		for _, name := range fitting {
			maybe[name] = true
		}
	}
	if c.source.Project.Partial || c.opts.Undeclared == nil {
		return // the rest of the source may declare the others
	}
	for _, name := range c.schemas {
		claimed[name] = true
	}
	for i := range c.deployed.Schemas {
		if name := c.deployed.Schemas[i].Name; !claimed[name] && !maybe[name] && c.opts.Undeclared(name) {
			c.add(Difference{
				Kind: NoClass, Schema: name, Database: name,
				Message: fmt.Sprintf("no module declares the schema %s, which has %s", name, count(c.deployedTables(name), "table")),
			})
		}
	}
}

// fitting returns the deployed schemas that a schema whose name has an unknown part may
// be, in order. Those in claimed are others.
func (c *comparison) fitting(s *graph.Schema, claimed map[string]bool) []string {
	if s.Template == "" {
		return nil
	}
	var pattern strings.Builder
	last := 0
	for _, part := range unknownPart().FindAllStringIndex(s.Template, -1) {
		pattern.WriteString(regexp.QuoteMeta(s.Template[last:part[0]]) + ".*")
		last = part[1]
	}
	fits, err := regexp.Compile("^" + pattern.String() + regexp.QuoteMeta(s.Template[last:]) + "$")
	if err != nil { // no UTF-8
		return nil
	}
	var names []string
	for i := range c.deployed.Schemas {
		if name := c.deployed.Schemas[i].Name; !claimed[name] && fits.MatchString(name) {
			names = append(names, name)
		}
	}
	return names
}

// unknownSchema reports a schema whose name is not known, and that none or several fit.
func (c *comparison) unknownSchema(s *graph.Schema, tables int, fitting []string) {
	d := Difference{Kind: NotCompared, Schema: s.Label(), Code: s.Label(), Pos: s.Pos}
	if fitting == nil {
		d.Message = fmt.Sprintf("the name of the schema %s is not known, and no schema of the database fits; its %s not compared: set what it depends on with --set or --env",
			s.Label(), countIs(tables, "table"))
	} else {
		d.Message = fmt.Sprintf("the schema %s may be any of %s; its %s not compared: set what its name depends on with --set or --env",
			s.Label(), strings.Join(fitting, ", "), countIs(tables, "table"))
	}
	c.add(d)
}

// missingSchema reports a schema that is not seen.
func (c *comparison) missingSchema(s *graph.Schema, tables int) {
	if c.deployed.Schema(s.Name) != nil {
		return
	}
	d := Difference{Kind: NotCompared, Schema: s.Name, Code: s.Name, Pos: s.Pos}
	switch known := c.deployed.Database.Schema(s.Name); {
	case known == nil:
		d.Message = fmt.Sprintf("the schema %s was not read; its %s not compared: read it, too, with --schema", s.Name, countIs(tables, "table"))
	case known.Sight == graph.Absent:
		d.Kind = NotDeployed
		d.Message = fmt.Sprintf("the schema %s is not deployed, nor its %s", s.Name, count(tables, "table"))
	default:
		d.Message = fmt.Sprintf("the schema %s cannot be seen: it does not exist, or the user of the database has no rights on it; its %s not compared",
			s.Name, countIs(tables, "table"))
	}
	c.add(d)
}

// tablesOf counts the tables of a schema of the source.
func (c *comparison) tablesOf(schema string) int {
	n := 0
	for i := range c.source.Tables {
		if t := &c.source.Tables[i]; t.Schema == schema && t.Active {
			n++
		}
	}
	return n
}

// deployedTables counts the tables of a deployed schema.
func (c *comparison) deployedTables(schema string) int {
	n := 0
	for i := range c.deployed.Tables {
		if c.deployed.Tables[i].Schema == schema {
			n++
		}
	}
	return n
}

// matchTables pairs the tables by the names of their schemas and their own, and reports
// those without a counterpart.
func (c *comparison) matchTables() {
	type name struct{ schema, table string }
	deployed := map[name]*graph.Table{}
	for i := range c.deployed.Tables {
		t := &c.deployed.Tables[i]
		deployed[name{t.Schema, t.Name}] = t
	}
	var missing []*graph.Table
	declared := map[name]bool{}
	for i := range c.source.Tables {
		t := &c.source.Tables[i]
		schema, ok := c.schemas[t.Schema]
		if !ok || !t.Active || c.deployed.Schema(schema) == nil {
			continue
		}
		key := name{schema, t.Name}
		declared[key] = true
		if d := deployed[key]; d != nil {
			c.pairs = append(c.pairs, pair{t, d})
		} else {
			missing = append(missing, t)
		}
	}
	for _, t := range missing {
		c.notDeployed(t, func(other string) *graph.Table {
			key := name{c.schemas[t.Schema], other}
			if declared[key] {
				return nil
			}
			declared[key] = deployed[key] != nil
			return deployed[key]
		})
	}
	if c.source.Project.Partial {
		return
	}
	matched := map[string]bool{}
	for _, schema := range c.schemas {
		matched[schema] = true
	}
	for i := range c.deployed.Tables {
		t := &c.deployed.Tables[i]
		if matched[t.Schema] && !declared[name{t.Schema, t.Name}] {
			c.add(Difference{
				Kind: NoClass, Deployed: t.ID, Schema: t.Schema, Name: t.Name, Database: t.Tier.String(),
				Message: fmt.Sprintf("no class declares the %s table %s.%s", t.Tier, t.Schema, t.Name),
			})
		}
	}
}

// notDeployed reports a table that the database lacks. If it has one with the prefix of
// another tier, that is the table.
func (c *comparison) notDeployed(t *graph.Table, find func(name string) *graph.Table) {
	schema := c.schemas[t.Schema]
	base := strings.TrimLeft(t.Name, "#_")
	for _, prefix := range []string{"", "#", "_", "__"} {
		d := find(prefix + base)
		if d == nil {
			continue
		}
		message := fmt.Sprintf("is %s in the code, %s, but %s in the database, %s", t.Tier, t.Name, d.Tier, d.Name)
		if t.Tier == d.Tier { // the master is of another
			message = fmt.Sprintf("is %s in the code, but %s in the database", t.Name, d.Name)
		}
		c.add(Difference{Kind: Tiers, Table: t.ID, Deployed: d.ID, Schema: schema, Name: t.Name, Code: t.Name, Database: d.Name, Pos: t.Pos, Message: message})
		c.pairs = append(c.pairs, pair{t, d})
		c.names[d.ID] = t.Name
		return
	}
	d := Difference{
		Kind: NotDeployed, Table: t.ID, Schema: schema, Name: t.Name, Code: t.Tier.String(), Pos: t.Pos,
		Message: fmt.Sprintf("is not deployed: the schema %s has no table %s", schema, t.Name),
	}
	if known := c.deployed.Database.Schema(schema); known != nil && known.Sight == graph.Partial {
		d.Message += ", as far as the user of the database may see"
	}
	c.add(d)
}

// count returns "1 table" or "2 tables".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// countIs returns "1 table is" or "2 tables are".
func countIs(n int, noun string) string {
	if n == 1 {
		return count(n, noun) + " is"
	}
	return count(n, noun) + " are"
}
