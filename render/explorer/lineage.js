// What depends on what.

// ancestors returns the tables that some tables depend on, up to a number of levels.
const ancestors = (ids, levels) => reach(ids, (id) => keysOf(id).map((k) => k.parent), levels);

// descendants returns the tables that depend on some tables.
const descendants = (ids, levels) => reach(ids, (id) => referencesTo(id).map((k) => k.child), levels);

function reach(ids, next, levels = Infinity) {
  const found = new Set(ids);
  let edge = [...ids];
  for (let level = 0; level < levels && edge.length; level++) {
    const further = [];
    for (const id of edge) {
      for (const to of next(id)) {
        if (!found.has(to)) {
          found.add(to);
          further.push(to);
        }
      }
    }
    edge = further;
  }
  for (const id of ids) found.delete(id);
  return found;
}

// depth returns after how many levels ancestors or descendants end; 9 is deep.
function depth(id, next) {
  let levels = 0;
  for (let size = 0, further; levels < 9 && (further = next([id], levels + 1).size) > size; size = further) levels++;
  return levels;
}

// way follows an attribute along the foreign keys that bring it, the first where there
// are several, to the table that introduces it.
function way(id, attribute) {
  const steps = [{ id, attribute }];
  const seen = new Set();
  for (let t = tables.get(id); t && !seen.has(t.id); t = tables.get(id)) {
    seen.add(id);
    const from = t.attributes.find((a) => a.name === attribute)?.from;
    if (!from) break;
    const key = pipeline.keys[from[0]];
    id = key.parent;
    attribute = key.map?.find((pair) => pair[0] === attribute)?.[1] ?? attribute;
    steps.push({ id, attribute });
  }
  return steps;
}
