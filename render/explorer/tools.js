// What else can be done with a figure.

// fillFindings lists the cycles.
function fillFindings() {
  const n = pipeline.cycles.length;
  byID("cyclic").hidden = !n;
  byID("cyclic").textContent = plural(n, "cycle");
  byID("findings").replaceChildren(el("h2", {}, "Cycles"), el("p", {}, "What depends on itself has no build order."), el("ol", {}, ...pipeline.cycles.map((c, i) => {
    const state = { cycle: String(i + 1), figure: c.kind === "foreign-key" && pipeline.all ? "tables" : undefined };
    return el("li", {}, el("a", { href: "#" + new URLSearchParams(Object.entries(state).filter(([, v]) => v)) }, `${{ "foreign-key": "Foreign keys", import: "Imports", schema: "Imports and foreign keys" }[c.kind]}: ${plural(c.hops.length, "step")}`),
      el("ul", {}, ...c.hops.map((h) => el("li", {}, h.child ? tableLink(h.child) : h.from, " → ", h.parent ? tableLink(h.parent) : h.to, el("span", { class: "note" }, h.text + " "), sourceLink(h.at, h.link)))));
  })));
}

// standing returns the tables that the figure shows, and the foreign keys between them.
function standing() {
  const ids = [...nodes].filter(([, [n]]) => !n.classList.contains("gone") && !n.classList.contains("off")).map(([id]) => id);
  return { ids, lines: edges.filter((e) => !e.element.matches(".trunk") && !e.element.matches(".gone, .off")) };
}

// mermaid returns the figure as a flowchart of Mermaid.
function mermaid() {
  const { ids, lines } = standing();
  const number = new Map(ids.map((id, i) => [id, "n" + i]));
  const text = (id) => (tables.get(id)?.class ?? schemas.get(id)?.label ?? externals.get(id)?.label ?? id).replace(/[^\p{L}\p{N} _.,:()-]/gu, (c) => `#${c.codePointAt(0)};`);
  const shape = (id) => ["imported", "computed"].includes(tables.get(id)?.tier) ? ['(["', '"])'] : ['["', '"]'];
  const between = new Set(lines.map((e) => ({ ...e, child: e.children[0] })).filter((e) => number.has(e.child) && number.has(e.parent)).map((e) => `  ${number.get(e.parent)} ${e.element.matches(".secondary, .import") ? "-.-" : "---"} ${number.get(e.child)}`));
  return ["flowchart TB", ...ids.map((id) => `  ${number.get(id)}${shape(id).join(text(id))}`), ...between].join("\n") + "\n";
}

// selection returns the expression that selects what the figure shows.
function selection() {
  const quoted = (name) => /^[\w.]+$/.test(name) ? name : JSON.stringify(name);
  const id = tableCalled(shown.table);
  if (id && (shown.up || shown.down)) {
    const parts = [["-", shown.up], ["+", shown.down]].filter(([, n]) => n && n !== "0").map(([sign, n]) => `${quoted(id)} ${sign} ${n}`);
    return parts.length === 2 ? `(${parts.join(") + (")})` : parts[0] ?? quoted(id);
  }
  if (id) return quoted(id);
  if (drawn === "pipeline" || drawn === "all") {
    const all = pipeline.schemas.filter((s) => !shown.without.includes(s.id));
    return [all.length === pipeline.schemas.length ? "all" : all.map((s) => `schema:${quoted(s.name)}`).join(" + "), ...shown.hide.map((t) => `tier:${t}`)].join(" - ");
  }
  return `schema:${quoted(drawn.name)}`;
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // where a page may not write to the clipboard
    const area = el("textarea");
    area.value = text;
    byID("more").append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  byID("more").hidePopover();
  announce(`Copied ${what}`);
}

// svgText returns the figure as a file of its own: as it is, without what the page adds.
function svgText() {
  const svg = drawing.cloneNode(true);
  svg.setAttribute("viewBox", `${size.x} ${size.y} ${size.w} ${size.h}`);
  svg.setAttribute("width", size.w + "pt");
  svg.setAttribute("height", size.h + "pt");
  svg.setAttribute("role", "img");
  for (const e of svg.querySelectorAll(".gone")) e.remove();
  for (const e of svg.querySelectorAll(".stage")) if (!shown.numbers) e.remove();
  for (const e of svg.querySelectorAll("[role=button]")) for (const name of ["role", "tabindex", "aria-label"]) e.removeAttribute(name);
  for (const e of svg.querySelectorAll(".off")) e.setAttribute("opacity", "0.15");
  for (const e of svg.querySelectorAll(tints.map((t) => "." + t).join())) e.classList.remove(...tints);
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg);
}

function save() {
  const url = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  const name = drawn === "all" ? "tables" : drawn === "pipeline" ? "pipeline" : drawn.label;
  el("a", { href: url, download: name.replace(/[^\w.-]+/g, "_") + ".svg" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

byID("save").addEventListener("click", save);
byID("mermaid").addEventListener("click", () => copy(mermaid(), "the figure as Mermaid"));
byID("select").addEventListener("click", () => copy(selection(), selection()));
byID("print").addEventListener("click", () => { byID("more").hidePopover(); print(); });
byID("numbers").addEventListener("click", () => go({ ...here(), numbers: shown.numbers ? "" : "1" }));

// The page is light or dark as the viewer prefers, until a button says otherwise.
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
let dark; // undefined: as preferred
function applyTheme() {
  const root = document.documentElement;
  root.classList.toggle("classic", pipeline.theme === "classic");
  root.classList.toggle("dark", pipeline.theme !== "classic" && (dark ?? (pipeline.theme === "dark" || prefersDark.matches)));
  byID("theme").hidden = pipeline.theme === "classic";
}
function switchTheme() {
  dark = !document.documentElement.classList.contains("dark");
  applyTheme();
}
prefersDark.addEventListener("change", applyTheme);
byID("theme").addEventListener("click", switchTheme);
byID("all").addEventListener("click", () => go(drawn === "all" ? { table: shown.table } : { figure: "tables", table: shown.table }));

// fillTools leaves out what the figures do not have.
function fillTools() {
  byID("numbers").hidden = !pipeline.numbered;
  byID("all").hidden = !pipeline.all;
}
