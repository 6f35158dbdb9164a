package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djdag/djdag/check"
	"github.com/djdag/djdag/graph"
)

// TestCompose checks Docker Compose files with all that YAML offers, and some that
// are made to exhaust a parser.
func TestCompose(t *testing.T) {
	const noDatabase = "docker-compose.yml:1: no service runs a database; add one with the image mysql:8 [project-docker]\n"
	const noServices = ": there are no services; a Docker Compose file lists them under services: [project-docker]\n"
	laughs := "a0: &a0 {image: mysql}\n"
	for i := 1; i < 30; i++ {
		laughs += fmt.Sprintf("a%d: &a%[1]d {<<: [%s]}\n", i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9))
	}
	for _, tt := range []struct{ name, text, want string }{
		{"an image", "services:\n  db:\n    image: mysql:8\n", ""},
		{"in braces", `{"services": {"db": {"image": "mysql:8"}}}`, ""},
		{"an anchor", "x: &i mysql:8\nservices:\n  db:\n    image: *i\n", ""},
		{"a merged service", "x: &db\n  image: mysql:8\nservices:\n  db:\n    <<: *db\n", ""},
		{"merged services", "x: &all\n  db:\n    image: mysql:8\nservices:\n  <<: *all\n  app: {build: .}\n", ""},
		{"a list of merges", "x: &x {a: 1}\ny: &y {image: mysql}\nservices:\n  db:\n    <<: [*x, *y]\n", ""},
		{"an overridden image", "x: &db\n  image: mysql:8\nservices:\n  db:\n    <<: *db\n    image: redis\n", noDatabase},
		{"a tag", "services:\n  db: !reset\n    image: !!str mysql\n", ""},
		{"a block of text", "services:\n  db:\n    image: >-\n      mysql:8\n", ""},
		{"a service without keys", "services:\n  app:\n", noDatabase},
		{"no services", "services: {}\n", noDatabase},
		{"services of nothing", "services:\n", "docker-compose.yml:1:9" + noServices},
		{"a list of services", "services: [a]\n", "docker-compose.yml:1:9" + noServices},
		{"a service that is none", "services:\n  db: 1\n", "docker-compose.yml:1:9" + noServices},
		{"an image that is none", "services:\n  db:\n    image: [a]\n", "docker-compose.yml:1:9" + noServices},
		{"a list", "- a\n", "docker-compose.yml:1:1" + noServices},
		{"an alias to itself", "a: &a\n  <<: *a\nservices:\n  db: *a\n", noDatabase},
		{"an alias to nothing", "services:\n  db: *a\n", noDatabase},
		{"a billion laughs", laughs + "services:\n  db:\n    <<: *a29\n", noDatabase},
		{"carriage returns", "services:\r  db:\r    image: mysql:8\r", ""},
		{"open brackets", "services: " + strings.Repeat("[", 60_000),
			"docker-compose.yml:1:111: the values are nested more than 100 deep; djdag reads no more [project-docker]\n"},
		{"nested lists", "services:\n" + strings.Repeat("- ", 30_000),
			"docker-compose.yml:2:201: the values are nested more than 100 deep; djdag reads no more [project-docker]\n"},
		{"a large file", "services:\n" + strings.Repeat("# a\n", 30_000),
			"docker-compose.yml:1:1: the file has 120010 bytes; djdag reads YAML up to 65536 [project-docker]\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := fstest.MapFS{"docker-compose.yml": {Data: []byte(tt.text)}, "Dockerfile": {Data: []byte("FROM python\n")}}
			var got strings.Builder
			for _, d := range check.Run(&graph.Pipeline{}, check.Options{Files: files, Select: []string{"project-docker"}}) {
				fmt.Fprintln(&got, d)
			}
			if diff := cmp.Diff(tt.want, got.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
