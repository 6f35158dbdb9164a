package render

import (
	"context"
	"fmt"
	"hash/fnv"

	"github.com/djdag/djdag/graph"
)

// A LivePage is the explorer for a server (package serve) that gives it out, and sends it
// what changes.
type LivePage struct {
	HTML []byte // the whole page
	// Data is what is in the page: JSON on one line. A page that gets another one shows
	// that, and stays at the place where it is.
	Data []byte
	// Version names the data: other data have another one. It has letters and digits.
	Version string
	// Policy is the Content Security Policy that is in the page. It lets the page connect
	// to its own server.
	Policy string
}

// LiveHTML returns the page that [HTML] writes, with a script that has it follow its
// server. It asks for events at "events?version=", of two kinds: "page" has new data, and
// "trouble" a JSON string, which says why there are none, or is empty. LiveHTML fails as
// HTML does.
func LiveHTML(ctx context.Context, p *graph.Pipeline, opts Options) (LivePage, error) {
	data, err := exploredData(ctx, p, opts)
	if err != nil {
		return LivePage{}, err
	}
	hash := fnv.New64a()
	_, _ = hash.Write(data) // it never fails
	version := fmt.Sprintf("%016x", hash.Sum64())
	data = append([]byte(`{"version":"`+version+`",`), data[1:]...)
	page := explorerPage(opts.explorerTitle(), data, live)
	return LivePage{HTML: []byte(page), Data: data, Version: version, Policy: live.contentPolicy()}, nil
}
