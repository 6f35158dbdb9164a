// What else can be done with a figure.

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
  for (const e of svg.querySelectorAll(".gone, .found")) e.remove();
  for (const e of svg.querySelectorAll(".stage")) if (!shown.numbers) e.remove();
  for (const e of svg.querySelectorAll("[role=button]")) for (const name of ["role", "tabindex", "aria-label"]) e.removeAttribute(name);
  for (const e of svg.querySelectorAll(".off")) e.setAttribute("opacity", "0.15");
  for (const e of svg.querySelectorAll(tints.map((t) => "." + t).join())) e.classList.remove(...tints);
  if (isDark()) darken(svg);
  return '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg);
}

// darken gives a figure the colours that the style sheet of the page gives it in the dark,
// and a ground.
function darken(svg) {
  svg.setAttribute("class", "djdag dark");
  const part = (tag) => document.createElementNS(svg.namespaceURI, tag);
  const [style, ground] = [part("style"), part("rect")];
  const sheet = [...document.styleSheets[0].cssRules].find((r) => r.media?.mediaText === "screen");
  style.textContent = [...sheet.cssRules].map((r) => r.cssText.replaceAll(":root.dark .djdag.light", ".djdag.dark")).join("\n");
  for (const name of ["x", "y", "width", "height"]) ground.setAttribute(name, svg.viewBox.baseVal[name]);
  ground.setAttribute("class", "background");
  [...svg.children].find((e) => !/^(title|desc)$/.test(e.tagName)).before(style, ground);
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
let theme = pipeline.theme;
const isDark = () => theme === "dark" || theme === "auto" && prefersDark.matches;
function applyTheme() {
  const root = document.documentElement;
  root.classList.toggle("classic", theme === "classic");
  root.classList.toggle("dark", isDark());
  byID("theme").hidden = theme === "classic";
}
function switchTheme() {
  theme = isDark() ? "light" : "dark";
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

// Shortcuts of a single letter or sign can be switched off, for those who dictate.
let letters = true;
try {
  letters = localStorage.djdagLetters !== "off";
} catch { /* a page may not remember anything everywhere */ }
function applyLetters() {
  byID("letters").setAttribute("aria-pressed", String(letters));
  document.body.classList.toggle("letterless", !letters);
}
byID("letters").addEventListener("click", () => {
  letters = !letters;
  applyLetters();
  try {
    localStorage.djdagLetters = letters ? "" : "off";
  } catch { /* then until it is closed */ }
});
