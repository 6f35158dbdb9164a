// What check found, and the cycles.

const findingsOf = (id) => findingsByTable.get(id) ?? [];

// findingItem returns a finding as an item of a list, with a link to what it is about.
const findingItem = (f, about = "") => el("li", { class: f.severity }, el("b", {}, f.severity), " ", about, about && ": ", f.text, " ", sourceLink(f), origin(` [${f.rule}]`),
  ...(f.related ?? []).map((r) => note(r.text + " ", sourceLink(r))));

const subject = (f) => f.table ? tableLink(f.table) : schemas.has(f.schema) ? el("a", { href: address({ schema: f.schema }) }, schemas.get(f.schema).label) : "";

function cycleItem(c, i) {
  const kind = { "foreign-key": "Foreign keys", import: "Imports", schema: "Imports and foreign keys" }[c.kind];
  const state = { cycle: String(i + 1), figure: c.kind === "foreign-key" && pipeline.all ? "tables" : "" };
  return el("li", {}, el("a", { href: address(state) }, `${kind}: ${plural(c.hops.length, "step")}`),
    el("ul", {}, ...c.hops.map((h) => el("li", {}, h.child ? tableLink(h.child) : h.from, " → ", h.parent ? tableLink(h.parent) : h.to, note(h.text + " ", sourceLink(h))))));
}

// The list is made when it is opened: it may be long.
byID("findings").addEventListener("beforetoggle", (e) => {
  if (e.newState !== "open") return;
  const list = (title, items) => items.length ? [el("h2", {}, title), el("ol", {}, ...items)] : [];
  byID("findings").replaceChildren(...list("Cycles: these have no build order", pipeline.cycles.map(cycleItem)), ...list("Findings of djdag check", pipeline.findings.map((f) => findingItem(f, subject(f)))));
});

function fillProblems() {
  const counts = [[pipeline.cycles, "cycle"], [pipeline.findings, "finding"]].filter(([list]) => list.length).map(([list, word]) => plural(list.length, word));
  byID("problems").hidden = !counts.length;
  byID("problems").textContent = counts.join(", ");
  byID("problems").classList.toggle("warn", pipeline.cycles.length > 0 || pipeline.findings[0]?.severity === "error");
}
