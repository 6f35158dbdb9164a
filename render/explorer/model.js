// The pipeline, and how to look things up in it.
const byID = (id) => document.getElementById(id);
const pipeline = JSON.parse(byID("data").textContent);
const tiers = ["manual", "lookup", "imported", "computed", "part"];
const tables = new Map(), externals = new Map(), schemas = new Map(); // by their IDs
const keysByChild = new Map(), keysByParent = new Map(), tablesBySchema = new Map(), findingsByTable = new Map(); // lists, by the IDs of what they belong to

// index fills the maps.
function index() {
  for (const [map, list] of [[tables, pipeline.tables], [externals, pipeline.externals], [schemas, pipeline.schemas]]) {
    map.clear();
    for (const e of list) map.set(e.id, e);
  }
  for (const [map, list, by] of [[keysByChild, pipeline.keys, "child"], [keysByParent, pipeline.keys, "parent"], [tablesBySchema, pipeline.tables, "schema"], [findingsByTable, pipeline.findings, "table"]]) {
    map.clear();
    for (const e of list) {
      if (!map.has(e[by])) map.set(e[by], []);
      map.get(e[by]).push(e);
    }
  }
}

index();

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
