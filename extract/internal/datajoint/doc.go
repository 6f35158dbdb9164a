// Package datajoint says what DataJoint would make of a pipeline's modules: it
// records the tables that they declare and what their foreign keys refer to.
//
// The modules run in a machine of [interp]. A [Library] is what that machine
// asks about DataJoint's own objects: schemas with their activation, virtual
// modules, tiers, projections and dj.config.
//
// Each of these is a value of the machine, in a file of its own. A class that a
// schema decorates becomes a [Table], with a [Ref] for each foreign key of its
// definition. [Library.Finish] ends the run.
package datajoint
