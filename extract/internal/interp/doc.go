// Package interp runs the modules of a pipeline as Python would import them, on
// abstract values.
//
// It is an interpreter for the part of Python that decides what a pipeline is:
// imports, assignments, branches, simple functions, classes and their
// decorators. All else is [Unknown], and an operation on something unknown is
// unknown again. Nothing is imported and no code of the pipeline runs.
//
// It knows Python and some of Python's library, and nothing of DataJoint. What
// a [Value] can do shows in the interfaces that it implements. A [Host] gives
// the objects of a library their meaning.
//
// Three rules decide what the machine does not know:
//
//   - A setting, such as an environment variable, that nobody gives has the
//     value it has on a machine that sets nothing: the default that the code
//     states. In a string it stays visible as a hole, such as
//     "{database.prefix}subject".
//   - A branch is decided where its condition is known. Else every side is
//     taken, and a name bound on several sides keeps the most informative value.
//   - An error that Python would certainly raise goes to the handler that
//     would catch it. Where none would, the machine goes on, because a figure
//     of the rest is worth more than none.
//
// The machine is bounded: in the depth of calls, the turns of a loop, the size
// of lists and strings, and the work of a statement and of a module.
package interp
