// Package matlab reads the little that a MATLAB file says about a DataJoint
// table. A pipeline in Python may refer, through a virtual module, to tables
// that the same laboratory declares in MATLAB: the definition language is one.
//
// In MATLAB a schema is a package folder "+name" whose getSchema.m makes the
// schema object, and a table is a class file in it whose first block comment
// is the definition. See "Schemas" and "Tables" of the DataJoint MATLAB manual.
package matlab
