// The pipeline, and how to look things up in it.
const byID = (id) => document.getElementById(id);
const pipeline = JSON.parse(byID("data").textContent);
const tables = new Map(pipeline.tables.map((t) => [t.id, t]));
const externals = new Map(pipeline.externals.map((x) => [x.id, x]));
const schemas = new Map(pipeline.schemas.map((s) => [s.id, s]));
const tiers = ["manual", "lookup", "imported", "computed", "part"];
const keysByChild = groupedBy(pipeline.keys, "child");
const keysByParent = groupedBy(pipeline.keys, "parent");
const tablesBySchema = groupedBy(pipeline.tables, "schema");

function groupedBy(list, by) {
  const groups = new Map();
  for (const e of list) {
    if (!groups.has(e[by])) groups.set(e[by], []);
    groups.get(e[by]).push(e);
  }
  return groups;
}

const keysOf = (id) => keysByChild.get(id) ?? [];
const referencesTo = (id) => keysByParent.get(id) ?? [];
const last = (name) => name.slice(name.lastIndexOf(".") + 1);

// nameOf returns the short name of a table or external.
function nameOf(id) {
  const t = tables.get(id);
  return t ? `${last(t.module)}.${t.class}` : externals.get(id)?.label ?? id;
}

// schemaCalled returns the schema with this ID, label, name or module, if there is one.
function schemaCalled(name) {
  return schemas.get(name) ?? pipeline.schemas.find((s) => s.label === name) ?? pipeline.schemas.find((s) => s.name === name) ??
    pipeline.schemas.find((s) => s.modules?.some((m) => m === name || last(m) === name));
}

// tableCalled returns the ID of the table or external with this ID, or of the only table
// whose ID ends with the name.
function tableCalled(name) {
  if (tables.has(name) || externals.has(name)) return name;
  const ends = pipeline.tables.filter((t) => t.id.endsWith("." + name));
  return ends.length === 1 ? ends[0].id : undefined;
}

const plural = (n, word, words = word + "s") => `${n} ${n === 1 ? word : words}`;
