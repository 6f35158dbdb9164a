// Package examples holds pipelines for the documentation and the tests. It has no
// code.
//
//   - workflow is a standard pipeline project: one schema per module, 15 tables in
//     four schemas.
//   - imaging has the size of a real lab's pipeline: 66 tables in seven schemas.
//   - computed is the first half of that, with a read that no foreign key declares.
//   - cycles has two small pipelines that DataJoint cannot declare.
//
// Each pipeline comes with its figures, findings and data dictionary. A test fails if they are
// stale; "go test ./examples -update" rewrites them. The files declared.txt are the
// reference for the extraction: they list what DataJoint itself declares in a
// database. Only declared.py, which needs a database, may rewrite them.
package examples
