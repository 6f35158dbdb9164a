package diff

import "fmt"

// Effect says what a change means for a database in which the old version is deployed.
// A larger effect is a worse one.
type Effect uint8

// The effects.
const (
	// Nothing: the database stays as it is, or DataJoint declares what is new.
	Nothing Effect = iota
	// Alter: Table.alter() of DataJoint makes the change.
	Alter
	// Migration: alter() cannot make the change, or rows are where the new version does
	// not look for them. Somebody has to write a migration.
	Migration
	// Loss: values or rows are lost on the way, unless a migration saves them.
	Loss
)

// String returns "nothing", "alter", "migration" or "loss".
func (e Effect) String() string {
	switch e {
	case Nothing:
		return "nothing"
	case Alter:
		return "alter"
	case Migration:
		return "migration"
	case Loss:
		return "loss"
	}
	return fmt.Sprintf("Effect(%d)", uint8(e))
}

// Words returns the effect in words for people, such as "needs a migration".
func (e Effect) Words() string {
	return [...]string{"nothing to do", "alter() can do it", "needs a migration", "loses data"}[min(e, Loss)]
}
