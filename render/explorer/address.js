// What the page shows, as the part of its address behind the #. All of it is there, so
// that every state can be sent to somebody, and the buttons of the browser work.

const words = ["schema", "figure", "table", "attribute", "cycle", "up", "down", "numbers"];
const lists = ["hide", "without"];

// readAddress returns what the address asks for.
function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const state = {};
  for (const word of words) if (given.get(word)) state[word] = given.get(word);
  for (const list of lists) state[list] = given.getAll(list);
  return state;
}

// address returns the address of a state. What is filtered and numbered stays as it is,
// unless the state says otherwise.
function address(state) {
  const parts = new URLSearchParams();
  for (const word of words) if (state[word]) parts.set(word, state[word]);
  if (!("numbers" in state) && shown.numbers) parts.set("numbers", shown.numbers);
  for (const list of lists) for (const value of state[list] ?? shown[list] ?? []) parts.append(list, value);
  return "#" + parts;
}

// go shows a state, in place of the last one if that is not worth going back to.
function go(state, replace) {
  const to = address(state);
  if (to === (location.hash || "#")) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  show();
}

// placeOf returns the state that shows a table: in the figure that is shown, if that has
// it, or in that of its schema.
function placeOf(id) {
  const { schema, figure } = shown;
  return nodes.has(id) && tables.has(id) ? { schema, figure, table: id } : { table: id, figure: tables.has(id) ? undefined : figure, schema: tables.has(id) ? undefined : schema };
}

// drawingOf returns which figure a state shows: "all", "pipeline", or a schema.
function drawingOf(state) {
  if (state.figure === "tables" && pipeline.all) return "all";
  if (state.schema) return schemaCalled(state.schema) ?? "pipeline";
  const t = tables.get(tableCalled(state.table));
  if (t) return schemas.get(t.schema);
  const child = tables.get(referencesTo(state.table)[0]?.child); // an external is beside its child
  return child ? schemas.get(child.schema) : "pipeline";
}
