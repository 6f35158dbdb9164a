package examples_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/djdag/djdag/extract"
	"github.com/djdag/djdag/graph"
	"github.com/djdag/djdag/render"
)

// The packages of djdag in a program of your own.
func Example() {
	pipeline, err := extract.Project(context.Background(), os.DirFS("workflow"), extract.Options{})
	if err != nil {
		log.Fatal(err)
	}
	steps, err := pipeline.Order(graph.OrderOptions{Level: graph.ModuleLevel})
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range steps {
		fmt.Println(step.ID)
	}
	if err := render.Mermaid(os.Stdout, pipeline, render.Options{CollapseAll: true}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// workflow.subject
	// workflow.acquisition
	// workflow.processing
	// workflow.analysis
	// flowchart TB
	//     classDef collapsed fill:#EDEEF0,stroke:#808890,color:#404040
	//     n0(["acquisition<br/>6 tables"]):::collapsed
	//     n1(["analysis<br/>2 tables"]):::collapsed
	//     n2(["processing<br/>4 tables"]):::collapsed
	//     n3(["subject<br/>3 tables"]):::collapsed
	//     n3 --- n0
	//     n2 ---|2| n1
	//     n0 --- n1
	//     n0 ---|2| n2
	//     linkStyle 0,1,2,3 stroke:#7D8590,stroke-width:2px
}
