// Package examples holds pipelines that the documentation shows and that the
// tests run. It has no code of its own.
//
//   - workflow is the standard pipeline project: one schema for each module,
//     15 tables in four schemas.
//   - imaging has the size of a real lab's pipeline: 66 tables in seven
//     schemas.
//   - cycles has two small pipelines that cannot be declared.
//
// Beside each pipeline lies what djdag makes of it. A test fails when that is
// stale; "go test ./examples -update" renews it. The files declared.txt are the
// judge of the reading: they hold what DataJoint itself declares in a database,
// and only declared.py, which needs one, may renew them.
package examples
