// Package evaluate runs the modules of a pipeline as Python would import
// them, on abstract values, and records which tables DataJoint would declare.
//
// It is an interpreter for the part of Python that decides what a pipeline
// is: imports, assignments, branches, simple functions, classes and their
// decorators, and DataJoint's own objects: schemas with their activation,
// virtual modules, tiers, projections and dj.config. All else is [Unknown],
// and an operation on something unknown is unknown again. Nothing is imported
// and no code of the pipeline runs.
//
// Three rules decide what the machine does not know:
//
//   - A setting (an environment variable, an entry of dj.config) that nobody
//     gives has the value it has on a machine that sets nothing: the default
//     that the code states. In a schema's name it stays visible as a hole,
//     such as "{database.prefix}subject".
//   - A branch whose condition is known is decided; of one that is not, every
//     side is taken, and a name bound on several sides keeps the value that
//     says most.
//   - An error that Python would certainly raise goes to the handler that
//     would catch it. Where none would, the machine goes on, because a figure
//     of the rest is worth more than none.
//
// The machine is bounded: in the depth of calls, the turns of a loop, the size
// of lists and strings, and the work of a statement and of a module.
package evaluate
