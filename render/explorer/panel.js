// The panel of a table.

const panel = byID("panel");

function fillPanel(id) {
  const t = tables.get(id), x = externals.get(id);
  panel.hidden = !t && !x;
  document.body.classList.toggle("open", !panel.hidden);
  if (panel.hidden) return panel.replaceChildren();
  const close = button("×", closePanel, { class: "close", "aria-label": "Close", title: "Close (Esc)" });
  panel.setAttribute("aria-label", nameOf(id));
  if (x) {
    const why = { unresolved: "The name could not be resolved.", virtual: "In a virtual module.", inactive: "In a schema that is never activated." }[x.kind] ?? "Outside of what was analysed.";
    panel.replaceChildren(close, el("h2", {}, x.label), el("p", { class: "id" }, x.id), el("p", {}, why), ...relations("Children", referencesTo(id), "child"));
  } else {
    panel.replaceChildren(close, el("p", { class: "tier " + t.tier }, t.tier), el("h2", {}, t.class), el("p", { class: "id" }, t.id),
      t.comment ? el("p", { class: "lead" }, t.comment) : "", neighbourhood(id),
      ...keyOf(t), ...otherAttributes(t), ...relations("Parents", keysOf(id), "parent"), ...relations("Children", referencesTo(id), "child"),
      ...section("Indexes", (t.indexes ?? []).map((i) => el("li", {}, el("code", {}, i)))),
      el("h3", {}, "Definition"), t.definition ? definitionOf(t) : el("p", {}, "Not in the source."),
      el("h3", {}, "Declared"), el("p", {}, sourceLink(t.at, t.link)),
      t.name ? el("p", { class: "id" }, `${schemas.get(t.schema)?.name ?? t.schema} · ${t.name}`) : "");
  }
  panel.scrollTop = 0;
}

const section = (title, items) => items.length ? [el("h3", {}, title), el("ul", {}, ...items)] : [];

// keyOf lists the primary key, each attribute with the table that introduces it.
function keyOf(t) {
  return section("Key", t.attributes.filter((a) => a.key).map((a) => {
    const end = way(t.id, a.name).at(-1);
    const lit = shown.attribute === a.name;
    const act = () => go({ schema: shown.schema, figure: shown.figure, table: t.id, attribute: lit ? undefined : a.name });
    return el("li", { class: "attribute" }, button(a.name, act, { "aria-pressed": String(lit), title: "Show where it comes from" }), " ", el("span", { class: "type" }, a.type ?? ""),
      end.id === t.id ? el("span", { class: "origin" }, "introduced here") : el("span", { class: "origin" }, "from ", tableLink(end.id), end.attribute === a.name ? "" : `, as ${end.attribute}`),
      a.comment ? el("span", { class: "note" }, a.comment) : "");
  }));
}

function otherAttributes(t) {
  return section("Attributes", t.attributes.filter((a) => !a.key).map((a) => el("li", { class: "attribute" },
    el("code", {}, a.name), " ", el("span", { class: "type" }, (a.type ?? "") + (a.default !== undefined ? ` = ${a.default}` : "")),
    a.from ? el("span", { class: "origin" }, "from ", tableLink(pipeline.keys[a.from[0]].parent)) : "",
    a.comment ? el("span", { class: "note" }, a.comment) : "")));
}

// relations lists foreign keys by the table at one end.
function relations(title, keys, end) {
  return section(`${title} (${keys.length})`, keys.length ? keys.map((k) => {
    const kind = [k.primary ? "" : "outside the key", k.renamed ? "renamed" : "", k.nullable ? "nullable" : "", k.unique ? "unique" : ""].filter(Boolean).join(", ");
    const renames = (k.map ?? []).filter(([c, p]) => c !== p).map(([c, p]) => `${c} ← ${p}`).join(", ");
    return el("li", {}, tableLink(k[end]), el("span", { class: "origin" }, kind), renames ? el("span", { class: "note" }, renames) : "");
  }) : []);
}

// neighbourhood chooses how much around a table the figure keeps.
function neighbourhood(id) {
  const choose = (word, name) => el("label", {}, el("select", {
    onchange: (e) => go({ schema: shown.schema, figure: shown.figure, table: id, up: shown.up, down: shown.down, ...other(word), [word]: e.target.value }),
  }, ...["", "0", "1", "2", "3", "all"].map((v) => el("option", { value: v, selected: (shown[word] ?? "") === v }, v === "" ? "–" : v))), " " + name);
  const other = (word) => ({ [word === "up" ? "down" : "up"]: shown[word === "up" ? "down" : "up"] ?? "0" });
  return el("p", { class: "around", role: "group", "aria-label": "Show only the tables around this one" }, "Show only", choose("up", "levels up"), choose("down", "levels down"),
    shown.up || shown.down ? button("Show all", () => go({ schema: shown.schema, figure: shown.figure, table: id })) : "");
}

function closePanel() {
  const from = nodes.get(tableCalled(shown.table))?.[0];
  go({ schema: drawn.id, figure: shown.figure });
  from?.focus({ preventScroll: true });
}
