// What stands out in the figure.

const tints = ["here", "up", "down", "way", "dim"];
const status = byID("status");

function clearLights() {
  stage.classList.remove("lit");
  for (const e of drawing?.querySelectorAll(tints.map((t) => "." + t).join()) ?? []) e.classList.remove(...tints);
}

// tint gives each node and line a tint, or makes it pale where there is none.
function tint(tintOfNode, tintOfEdge) {
  clearLights();
  stage.classList.add("lit");
  for (const [id, elements] of nodes) for (const n of elements) n.classList.add(tintOfNode(id) ?? "dim");
  for (const e of edges) e.element.classList.add(tintOfEdge(e) ?? "dim");
}

// lightLineage lights what a node depends on in one tint, what depends on it in another,
// and counts both.
function lightLineage(id) {
  const own = new Set(members(id));
  const above = ancestors(own), below = descendants(own);
  const some = (set, node) => members(node).some((m) => set.has(m));
  const up = new Set(), down = new Set();
  for (const node of nodes.keys()) {
    if (node === id) continue;
    if (some(above, node)) up.add(node);
    if (some(below, node)) down.add(node);
  }
  tint((n) => n === id ? "here" : up.has(n) ? "up" : down.has(n) ? "down" : undefined, ({ children, parent }) => {
    if (up.has(parent) && children.some((c) => c === id || up.has(c))) return "up";
    if ((parent === id || down.has(parent)) && children.some((c) => down.has(c))) return "down";
    return children.includes(id) && parent === id ? "here" : undefined;
  });
  const schema = !tables.has(id) && schemas.get(id);
  const count = (tint, set, word, side) => el("span", { class: tint }, schema ? `${plural(new Set([...set].map((t) => tables.get(t)?.schema).filter(Boolean)).size, "schema")} ${side}` : plural(set.size, word));
  say(el("b", {}, schema ? schema.label : nameOf(id)), count("up", above, "ancestor", "above"), count("down", below, "descendant", "below"));
}

// lightWay lights nodes and the lines between those that follow each other.
function lightWay(steps, text) {
  const ids = steps.map(nodeFor);
  const pairs = new Set(ids.slice(1).map((id, i) => JSON.stringify([ids[i], id])));
  tint((n) => ids.includes(n) ? "way" : undefined, (e) => e.children.some((c) => pairs.has(JSON.stringify([c, e.parent]))) ? "way" : undefined);
  say(text);
}

let announced = -Infinity; // when

function say(...parts) {
  if (performance.now() - announced > 2500) status.replaceChildren(...parts);
}

// announce says what happened, long enough to be read.
function announce(text) {
  announced = performance.now();
  status.replaceChildren(text);
}

// light shows what the address asks for, when the pointer is nowhere.
function light() {
  const id = tableCalled(shown.table);
  const cycle = pipeline.cycles[shown.cycle - 1];
  if (cycle) {
    lightWay(cycleSteps(cycle), `A cycle of ${plural(cycle.hops.length, cycle.kind === "foreign-key" ? "table" : "module")}`);
  } else if (id && shown.attribute) {
    const steps = way(id, shown.attribute);
    const end = steps.at(-1);
    lightWay(steps.map((s) => s.id), steps.length === 1 ? `${nameOf(id)} introduces ${shown.attribute}` : `${shown.attribute} comes from ${nameOf(end.id)}${end.attribute === shown.attribute ? "" : ", where it is " + end.attribute}`);
  } else if (id && nodes.has(id)) {
    lightLineage(id);
  } else {
    clearLights();
    say(drawn === "pipeline" ? `${plural(pipeline.schemas.length, "schema")}, ${plural(pipeline.tables.length, "table")}` : drawn === "all" ? plural(pipeline.tables.length, "table") : `${drawn.label}: ${plural(tablesBySchema.get(drawn.id).length, "table")}`);
  }
}

// cycleSteps returns the tables of a cycle, or the schemas of its modules, ending where
// it begins.
function cycleSteps(cycle) {
  const ids = cycle.hops.map((h) => cycle.kind === "foreign-key" ? h.from : nodes.has(h.from) ? h.from : schemaCalled(h.from)?.id ?? h.from);
  return [...ids, ids[0]];
}

let waiting = 0;
function lightSoon(act, delay) {
  clearTimeout(waiting);
  waiting = setTimeout(act, delay);
}

stage.addEventListener("pointerover", (e) => {
  const node = nodeAt(e.target);
  if (e.pointerType === "touch" || pointers.size) return;
  if (node) lightSoon(() => lightLineage(node.dataset.id), 90);
  else lightSoon(light, 160);
});
stage.addEventListener("pointerleave", () => lightSoon(light, 160));
stage.addEventListener("focusin", (e) => {
  const node = nodeAt(e.target);
  if (node?.matches(":focus-visible")) lightSoon(() => lightLineage(node.dataset.id), 0);
});
stage.addEventListener("focusout", () => lightSoon(light, 160));
