package interp

// A Frame is the execution of a module's, a class's or a function's body.
type Frame struct {
	Module *Module
	Scope  *Scope
	// Binding: the frame evaluates a reference in a text that a class holds. What
	// it calls, it calls for the value.
	Binding bool

	m     *Machine
	fn    *Function // nil outside of functions
	class *Class    // the class whose body runs
	self  Value     // the first argument of a method
	back  *Frame    // the caller's

	// returned are the values of the return statements that may have run.
	returned []Value
	// raised is the name of the exception that is on its way to a handler.
	raised string
	// handled is the name of the exception whose handler runs, or empty.
	handled string
	// unsure counts the enclosing branches that may not be taken.
	unsure int
}

// Force is [Machine.Force].
func (fr *Frame) Force(v Value) Value { return fr.m.Force(v) }

// AtTop reports whether the statement that runs stands at the top of its module.
func (fr *Frame) AtTop() bool { return fr.class == nil && fr.Scope == fr.Module.Scope }

// InClass reports whether the statement that runs stands in the body of a class at
// the top of its module, or of a class in such a body.
func (fr *Frame) InClass() bool { return fr.class != nil && fr.Scope.Outer == fr.Module.Scope }

// Sure reports whether what runs is in no branch that may not be taken.
func (fr *Frame) Sure() bool { return fr.unsure == 0 }

// FunctionName is the name of the function that runs, or empty.
func (fr *Frame) FunctionName() string {
	if fr.fn == nil || fr.fn.Def == nil {
		return ""
	}
	return fr.fn.Def.Name
}

// Clear drops the exception that is on its way to a handler.
func (fr *Frame) Clear() { fr.raised = "" }

// EvalText evaluates the text of an expression.
func (fr *Frame) EvalText(text string) Value {
	x := fr.m.parser.Expr(text, 0)
	if x == nil {
		return Unknown{}
	}
	return fr.eval(x)
}
