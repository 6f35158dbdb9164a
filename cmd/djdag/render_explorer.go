package main

import (
	"errors"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"github.com/djdag/djdag/dictionary"
	"github.com/djdag/djdag/graph"
)

// explore adds to the drawings that are pages what check finds. Only a page can link to
// the pages of djdag docs.
func explore(cmd *cobra.Command, s *source, drawings []drawing) error {
	var found []graph.Diagnostic
	checked := false
	for i := range drawings {
		d := &drawings[i]
		if d.format.Name != "html" {
			if d.opts.Docs != nil {
				return usagef("--docs: %s is a figure, and only a page (html) links to the pages of djdag docs", d.file)
			}
			continue
		}
		if !checked {
			var err error
			if found, err = s.findings(cmd); err != nil {
				return err
			}
			checked = true
		}
		d.opts.Findings = found
	}
	return nil
}

// A docsAddress is the value of --docs: where the pages of djdag docs are, with {page}
// and {anchor} for the place of a table. It is a web address, or relative to the page.
type docsAddress struct{ template string }

func (a *docsAddress) String() string { return a.template }

func (a *docsAddress) Type() string { return "URL" }

func (a *docsAddress) Set(s string) error {
	u, err := url.Parse(docsAddress{s}.to("page", "anchor"))
	if err != nil || !strings.Contains(s, "{page}") || u.Scheme != "" && u.Scheme != "https" && u.Scheme != "http" {
		return errors.New("want an address with {page}, such as https://host/tables/{page}/#{anchor} or tables/{page}.html#{anchor}")
	}
	a.template = s
	return nil
}

// UnmarshalText implements [encoding.TextUnmarshaler].
func (a *docsAddress) UnmarshalText(text []byte) error { return a.Set(string(text)) }

// to returns the address of an anchor on a page.
func (a docsAddress) to(page, anchor string) string {
	return strings.NewReplacer("{page}", url.PathEscape(page), "{anchor}", url.PathEscape(anchor)).Replace(a.template)
}

// tables returns a function that returns the address of a table, given its ID. It is nil
// for an empty address.
func (a docsAddress) tables(p *graph.Pipeline) func(id string) string {
	if a.template == "" {
		return nil
	}
	addresses := make(map[string]string)
	for _, schema := range dictionary.Of(p, dictionary.Options{Pages: pageNames(p)}).Schemas {
		for i := range schema.Tables {
			addresses[schema.Tables[i].ID] = a.to(schema.Page, schema.Tables[i].Anchor)
		}
	}
	return func(id string) string { return addresses[id] }
}
