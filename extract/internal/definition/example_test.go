package definition_test

import (
	"fmt"

	"github.com/djdag/djdag/extract/internal/definition"
)

func ExampleParse() {
	d := definition.Parse(`
# an animal of the colony
-> Species
subject_id : int32
---
sex="unknown" : enum("male", "female", "unknown")  # where known
-> [nulable] Subject.proj(mother="subject_id")
`)
	fmt.Println(d.Comment)
	for _, item := range d.Items {
		switch {
		case item.ForeignKey != nil:
			fmt.Println("refers to", item.ForeignKey.Ref)
		case item.Attribute != nil:
			fmt.Println("has", item.Attribute.Name, "of type", item.Attribute.Type)
		}
	}
	for _, p := range d.Problems {
		fmt.Println(p.Message)
	}
	// Output:
	// an animal of the colony
	// refers to Species
	// has subject_id of type int32
	// has sex of type enum("male", "female", "unknown")
	// refers to Subject.proj(mother="subject_id")
	// "nulable" is not a foreign-key option; use nullable or unique
}
