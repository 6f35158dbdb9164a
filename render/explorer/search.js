// Which names a text means.

let entries = null; // what can be found; null: to be listed

const listEntries = () => [
  ...pipeline.schemas.map((s) => ({ kind: "schema", id: s.id, name: s.label, detail: s.name === s.label ? "" : s.name })),
  ...pipeline.tables.map((t) => ({ kind: t.tier, id: t.id, name: t.class, detail: t.module, comment: t.comment ?? "" })),
  ...pipeline.tables.flatMap((t) => t.attributes.filter((a) => !a.from).map((a) => (
    { kind: "attribute", id: t.id, attribute: a.name, name: a.name, detail: nameOf(t.id), comment: a.comment ?? "" }))),
];

// search returns the entries that a text can mean, the best first.
function search(text, most = 40) {
  const query = text.trim().toLowerCase();
  if (!query) return [];
  entries ??= listEntries();
  const found = [];
  for (const e of entries) {
    let score = Math.max(likeness(query, e.name), likeness(query, `${last(e.detail)}.${e.name}`) - 5);
    if (e.comment && score < 20 && e.comment.toLowerCase().includes(query)) score = 20;
    if (score <= 0) continue;
    score += { attribute: -8, schema: 4 }[e.kind] ?? 0;
    if (score > 0) found.push({ ...e, score });
  }
  return found.sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.id < b.id ? -1 : 1)).slice(0, most);
}

// likeness says how well a query, in lower case, fits a name: 0 is not at all.
function likeness(query, name) {
  const lower = name.toLowerCase();
  if (lower === query) return 100;
  if (lower.startsWith(query)) return 80;
  const at = lower.indexOf(query);
  if (at >= 0) return isStart(name, at) ? 70 : 50;
  // The letters in this order, more for the starts of words.
  let score = 0;
  let from = 0;
  for (const letter of query) {
    const next = lower.indexOf(letter, from);
    if (next < 0) return 0;
    score += isStart(name, next) ? 4 : next === from ? 2 : 0;
    from = next + 1;
  }
  const most = 4 * query.length;
  return query.length > 1 && score >= most / 2 ? 10 + 30 * score / most : 0;
}

const isStart = (name, at) => at === 0 || /[._ ]/.test(name[at - 1]) || /[A-Z]/.test(name[at]) && !/[A-Z]/.test(name[at - 1]);
