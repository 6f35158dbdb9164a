// The panel of a table.

const panel = byID("panel");
let filled = ""; // what the panel was made for

// fillPanel shows a table. Only another one, or another pipeline, makes the panel anew: the
// focus of the keyboard stays where it is.
function fillPanel(id) {
  const t = tables.get(id), x = externals.get(id);
  panel.hidden = !t && !x;
  document.body.classList.toggle("open", !panel.hidden);
  const now = JSON.stringify([pipeline.version, id, shown.schema, shown.figure, shown.hide, shown.without, shown.numbers]);
  if (now !== filled) {
    filled = now;
    panel.setAttribute("aria-label", panel.hidden ? "Table" : nameOf(id));
    panel.replaceChildren(...(t ? aboutTable(t) : x ? aboutExternal(x) : []).filter(Boolean));
    panel.scrollTop = 0;
  }
  for (const b of panel.querySelectorAll(".attribute button")) b.setAttribute("aria-pressed", String(b.textContent === shown.attribute));
  if (t || x) showLevels();
}

const heading = (name) => [button("×", closePanel, { class: "close", "aria-label": "Close", title: "Close (Esc)" }), el("h2", {}, name)];

const aboutTable = (t) => [
  ...heading(t.class), el("p", { class: "tier " + t.tier }, t.tier), el("p", { class: "id" }, t.id),
  t.comment && el("p", { class: "lead" }, t.comment), neighbourhood(t.id), ...section("Findings", findingsOf(t.id).map(findingItem)),
  ...keyOf(t), ...otherAttributes(t), ...relations("Parents", keysOf(t.id), "parent"), ...relations("Children", referencesTo(t.id), "child"),
  ...section("Indexes", (t.indexes ?? []).map((i) => el("li", {}, el("code", {}, i)))),
  el("h3", {}, "Definition"), t.definition ? definitionOf(t) : el("p", {}, "Not in the source."),
  el("h3", {}, "Declared"), el("p", {}, sourceLink(t)),
  t.name && el("p", { class: "id" }, `${schemas.get(t.schema)?.name ?? t.schema} · ${t.name}`),
  t.docs && el("p", {}, el("a", { href: t.docs, ...away }, "In the data dictionary")),
];

const aboutExternal = (x) => [
  ...heading(x.label), el("p", { class: "id" }, x.id), el("p", {}, x.why), neighbourhood(x.id), ...relations("Children", referencesTo(x.id), "child"),
];

const section = (title, items) => items.length ? [el("h3", {}, title), el("ul", {}, ...items)] : [];
const note = (...parts) => parts[0] && el("span", { class: "note" }, ...parts);
const origin = (...parts) => el("span", { class: "origin" }, ...parts);

// keyOf lists the primary key, each attribute with the table that introduces it.
function keyOf(t) {
  return section("Key", t.attributes.filter((a) => a.key).map((a) => {
    const end = way(t.id, a.name).at(-1);
    const act = () => go({ ...here(), table: t.id, attribute: shown.attribute === a.name ? "" : a.name });
    return el("li", { class: "attribute" }, button(a.name, act, { title: "Show where it comes from" }), " ", el("span", { class: "type" }, a.type ?? ""),
      end.id === t.id ? origin("introduced here") : origin("from ", tableLink(end.id), end.attribute === a.name ? "" : `, as ${end.attribute}`),
      note(a.comment));
  }));
}

function otherAttributes(t) {
  return section("Attributes", t.attributes.filter((a) => !a.key).map((a) => el("li", { class: "attribute" },
    el("code", {}, a.name), " ", el("span", { class: "type" }, (a.type ?? "") + (a.default !== undefined ? ` = ${a.default}` : "")),
    a.from && origin("from ", tableLink(pipeline.keys[a.from[0]].parent)), note(a.comment))));
}

// relations lists foreign keys by the table at one end.
function relations(title, keys, end) {
  return section(`${title} (${keys.length})`, keys.map((k) => el("li", {}, tableLink(k[end]), origin(k.note ?? ""),
    note((k.map ?? []).filter(([c, p]) => c !== p).map(([c, p]) => `${c} ← ${p}`).join(", ")))));
}

// neighbourhood chooses how much around a table the figure keeps.
function neighbourhood(id) {
  const slider = (word, most) => most ? el("label", {}, el("input", {
    type: "range", max: most, "data-word": word, "aria-label": "Levels " + word,
    oninput: (e) => go({ ...here(), up: shown.up ?? "all", down: shown.down ?? "all", [word]: e.target.value < most ? e.target.value : "all" }, shown.up),
  }), el("output")) : "";
  return el("p", { class: "around", role: "group", "aria-label": "Around this table" },
    button("Only what is around it", () => go({ ...here(), up: shown.up ? "" : "all", down: shown.up ? "" : "all" })),
    slider("up", depth(id, ancestors)), slider("down", depth(id, descendants)));
}

// showLevels has the sliders say what the address does.
function showLevels() {
  panel.querySelector(".around button").setAttribute("aria-pressed", String(Boolean(shown.up || shown.down)));
  for (const input of panel.querySelectorAll("input")) {
    const levels = shown[input.dataset.word] ?? "all";
    input.value = levels === "all" ? input.max : levels;
    input.ariaValueText = input.nextSibling.value = `${levels === "all" || Number(levels) >= Number(input.max) ? "all levels" : plural(Number(levels), "level")} ${input.dataset.word}`;
  }
}

function closePanel() {
  const from = nodes.get(tableCalled(shown.table))?.[0];
  go({ schema: drawn.id, figure: shown.figure });
  from?.focus({ preventScroll: true });
}
