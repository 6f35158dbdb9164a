// The page shows what its address says.

let shown = { hide: [], without: [] };
let whole = { ...size }; // the size of the whole figure

function crumbs() {
  const parts = [[pipeline.title, {}]];
  if (drawn === "all") parts.push(["All tables", { figure: "tables" }]);
  else if (drawn !== "pipeline") parts.push([drawn.label, { schema: drawn.id }]);
  const id = tableCalled(shown.table);
  if (id) parts.push([tables.get(id)?.class ?? nameOf(id), { ...here() }]);
  byID("crumbs").replaceChildren(...parts.map(([text, state], i) => el("li", {}, i === parts.length - 1 ? el("span", { "aria-current": "page" }, text) : el("a", { href: address(state) }, text))));
  document.title = parts.length > 1 ? `${parts.slice(1).map(([text]) => text).join(" › ")} · ${pipeline.title}` : pipeline.title;
}

function show() {
  shown = readAddress();
  const id = tableCalled(shown.table);
  const fresh = draw(drawingOf(shown));
  if (fresh) whole = { ...size };
  if (fresh || stage.classList.contains("numbered") !== Boolean(shown.numbers)) speakNumbers();
  stage.classList.toggle("numbered", Boolean(shown.numbers));
  byID("numbers").setAttribute("aria-pressed", String(Boolean(shown.numbers)));
  byID("all").setAttribute("aria-pressed", String(drawn === "all"));
  fillPanel(id);
  applyView(); // the panel may have taken room
  const changed = filter();
  crumbs();
  clearTimeout(waiting);
  light();
  if (fresh || changed || fitted) fit();
  const node = nodes.get(id)?.[0];
  for (const n of drawing.querySelectorAll("[aria-current]")) n.removeAttribute("aria-current");
  if (node) {
    node.setAttribute("aria-current", "true");
    if (!shown.attribute && !shown.up && !shown.down) bringIn(node);
  }
  if (shown.attribute || shown.cycle) bringAllIn(drawing.querySelectorAll(".node.way"));
  if (shown.table && !id) announce(`${pipeline.tables.some((t) => t.id.endsWith("." + shown.table)) ? "Several tables are" : "No table is"} called ${shown.table}`);
  if (shown.schema && !schemaCalled(shown.schema)) announce(`No schema is called ${shown.schema}`);
  for (const sheet of document.querySelectorAll("#findings:popover-open, #more:popover-open")) sheet.hidePopover();
}

// fill fills all that does not depend on the address.
function fill() {
  applyTheme();
  fillLegend();
  fillFilters();
  fillProblems();
  fillTools();
}

// prepareAll prepares the figure of all tables, which takes the longest.
function prepareAll() {
  if (pipeline.all) globalThis.requestIdleCallback?.(() => prepare("all"));
}

applyLetters();
fill();
addEventListener("hashchange", show);
if (!location.hash) {
  const start = pipeline.start || (pipeline.schemas.length === 1 ? pipeline.schemas[0].id : "");
  if (start) history.replaceState(null, "", address({ schema: start }));
}
show();
prepareAll();
