// Package matlab parses what MATLAB files declare about DataJoint tables. A
// pipeline in Python may use a virtual module to refer to tables that the same
// laboratory declares in MATLAB. Both use the same definition language.
//
// In MATLAB, a schema is a package folder "+name" with a getSchema.m that
// creates the schema object. A table is a class file in that folder, whose
// first block comment is the definition. See "Schemas" and "Tables" in the
// DataJoint MATLAB manual.
package matlab
