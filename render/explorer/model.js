// The pipeline, and how to look things up in it.
const byID = (id) => document.getElementById(id);
const pipeline = JSON.parse(byID("data").textContent);
const tiers = ["manual", "lookup", "imported", "computed", "part"];
const tables = new Map(), externals = new Map(), schemas = new Map(); // by their IDs
const keysByChild = new Map(), keysByParent = new Map(), tablesBySchema = new Map(); // lists, by the IDs of what they belong to

// index fills the maps.
function index() {
  for (const map of [tables, externals, schemas, keysByChild, keysByParent, tablesBySchema]) map.clear();
  for (const x of pipeline.externals) externals.set(x.id, x);
  for (const s of pipeline.schemas) {
    schemas.set(s.id, s);
    tablesBySchema.set(s.id, []);
  }
  for (const t of pipeline.tables) {
    tables.set(t.id, t);
    tablesBySchema.get(t.schema)?.push(t);
  }
  for (const k of pipeline.keys) {
    for (const [groups, id] of [[keysByChild, k.child], [keysByParent, k.parent]]) {
      if (!groups.has(id)) groups.set(id, []);
      groups.get(id).push(k);
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
