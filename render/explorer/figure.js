// The figure on the stage.

let nodes = new Map(); // the elements of the figure by the ID of their table, schema or external
let edges = []; // {element, children, parent}; more than one child where edges share a line
let drawn = null; // which figure is on the stage: "all", "pipeline", or a schema
const figures = new Map(); // all that have been there

// draw puts a figure on the stage.
function draw(which) {
  if (drawn === which) return false;
  drawn = which;
  ({ drawing, size, nodes, edges } = prepare(which));
  stage.replaceChildren(drawing);
  return true;
}

// prepare reads a figure.
function prepare(which) {
  if (figures.has(which)) return figures.get(which);
  const text = which === "all" ? pipeline.all : which === "pipeline" ? pipeline.pipeline : which.figure;
  const drawing = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const [, , w, h] = drawing.getAttribute("viewBox").split(" ").map(Number);
  drawing.removeAttribute("width");
  drawing.removeAttribute("height");
  drawing.setAttribute("role", "group");
  drawing.querySelector(".node[role=button]")?.setAttribute("tabindex", "0");
  const nodes = new Map();
  for (const node of drawing.querySelectorAll(".node[data-id]")) {
    const id = node.dataset.id;
    if (nodes.has(id)) nodes.get(id).push(node);
    else nodes.set(id, [node]);
  }
  const edges = [...drawing.querySelectorAll(".edge")].map((element) => ({ element, parent: element.dataset.parent, children: element.dataset.child === undefined ? JSON.parse(element.dataset.children) : [element.dataset.child] }));
  const figure = { drawing, size: { x: 0, y: 0, w, h }, nodes, edges };
  figures.set(which, figure);
  return figure;
}

// speakNumbers has screen readers say the numbers of the build order while they are shown.
function speakNumbers() {
  for (const n of drawing.querySelectorAll(".node[role=button]")) {
    const label = n.ariaLabel.replace(/ \d+ in the build order,/, ","), place = n.querySelector("text.stage");
    n.ariaLabel = shown.numbers && place ? label.replace(",", ` ${place.textContent} in the build order,`) : label;
  }
}

// members returns the tables that a node stands for.
const members = (id) => nodes.get(id)?.[0].classList.contains("collapsed") ? tablesBySchema.get(id)?.map((t) => t.id) ?? [] : [id];

// nodeFor returns the ID of the node that shows a table: its own, or that of its schema.
const nodeFor = (id) => nodes.has(id) ? id : tables.get(id)?.schema;

// openNode opens what a node stands for.
function openNode(id) {
  if (tables.has(id) || externals.has(id)) go({ ...(drawn === "all" ? { figure: "tables" } : { schema: drawn.id }), table: id });
  else if (schemas.has(id)) go({ schema: id });
}

const nodeAt = (target) => target.closest?.(".node[role=button]");

stage.addEventListener("click", (e) => {
  const node = nodeAt(e.target);
  if (node && !dragged) openNode(node.dataset.id);
});

// focusNode moves the focus of the keyboard to a node.
function focusNode(node) {
  for (const n of drawing.querySelectorAll(".node[tabindex='0']")) n.setAttribute("tabindex", "-1");
  node.setAttribute("tabindex", "0");
  node.focus({ preventScroll: true });
  bringIn(node);
}

// nextNode returns the node that is next in a direction, or undefined.
function nextNode(from, dx, dy) {
  const middle = (n) => { const b = n.getBoundingClientRect(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; };
  const at = middle(from);
  let best, least = Infinity;
  for (const n of drawing.querySelectorAll(".node[role=button]:not(.off):not(.gone)")) {
    const to = middle(n);
    const along = (to.x - at.x) * dx + (to.y - at.y) * dy;
    const across = Math.abs((to.x - at.x) * dy) + Math.abs((to.y - at.y) * dx);
    if (n !== from && along > 1 && along + 2.5 * across < least) [best, least] = [n, along + 2.5 * across];
  }
  return best;
}
