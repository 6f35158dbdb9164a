// Which tiers and schemas are pale, and which tables are left out around one.

const here = () => ({ schema: shown.schema, figure: shown.figure, table: shown.table, attribute: shown.attribute, cycle: shown.cycle, up: shown.up, down: shown.down });
const toggled = (list, value) => list.includes(value) ? list.filter((v) => v !== value) : [...list, value];

function fillLegend() {
  const count = (tier) => pipeline.tables.filter((t) => t.tier === tier).length;
  byID("legend").replaceChildren(...tiers.filter(count).map((tier) => button("", () => go({ ...here(), hide: toggled(shown.hide, tier) }),
    { "aria-pressed": String(!shown.hide.includes(tier)), "data-tier": tier, "aria-label": `${tier}, ${plural(count(tier), "table")}` })));
  for (const b of byID("legend").children) b.append(el("span", { class: "swatch " + b.dataset.tier }), b.dataset.tier);
}

function fillFilters() {
  byID("filters").replaceChildren(el("h2", {}, "Schemas"),
    el("p", {}, button("Show all", () => go({ ...here(), without: [] })), " ", button("Hide all", () => go({ ...here(), without: pipeline.schemas.map((s) => s.id) }))),
    el("ul", {}, ...pipeline.schemas.map((s) => {
      const box = el("input", { type: "checkbox", onchange: () => go({ ...here(), without: toggled(shown.without, s.id) }) });
      box.dataset.schema = s.id;
      return el("li", {}, el("label", {}, box, " ", s.label), button(plural(tablesBySchema.get(s.id).length, "table"), () => go({ schema: s.id }), { class: "go", "aria-label": `Open ${s.label}: ${plural(tablesBySchema.get(s.id).length, "table")}` }));
    })));
}

// filter makes pale and leaves out what the address asks for. It returns whether what is
// left out changed.
function filter() {
  byID("legend").hidden = drawn === "pipeline";
  for (const b of byID("legend").children) b.setAttribute("aria-pressed", String(!shown.hide.includes(b.dataset.tier)));
  for (const box of byID("filters").querySelectorAll("input")) box.checked = !shown.without.includes(box.dataset.schema);
  byID("filtered").setAttribute("aria-pressed", String(shown.without.length > 0));
  const off = (id) => tables.has(id) ? shown.hide.includes(tables.get(id).tier) || shown.without.includes(tables.get(id).schema) : shown.without.includes(id);
  const kept = around();
  const gone = (id) => kept && !members(id).some((m) => kept.has(m));
  for (const [id, elements] of nodes) {
    for (const n of elements) {
      n.classList.toggle("off", off(id));
      n.classList.toggle("gone", Boolean(gone(id)));
    }
  }
  for (const { element, children, parent } of edges) {
    element.classList.toggle("off", off(parent) || children.every(off));
    element.classList.toggle("gone", Boolean(gone(parent) || children.every(gone)));
  }
  for (const c of drawing.querySelectorAll(".cluster, .header")) {
    const own = c.classList.contains("entity") ? [c.dataset.id] : tablesBySchema.get(c.dataset.id)?.map((t) => t.id) ?? [];
    c.classList.toggle("gone", Boolean(kept && !own.some((id) => kept.has(id) && nodes.has(id))));
  }
  shrink(kept);
  return resize(kept);
}

// shrink has the frames of schemas enclose what is left in them.
function shrink(kept) {
  for (const frame of drawing.querySelectorAll(".cluster.schema")) {
    const [rect, label] = frame.children;
    if (!label) continue; // the only frame
    const sides = ["x", "y", "width", "height"];
    const whole = (rect.dataset.whole ??= sides.map((side) => rect.getAttribute(side)).join()).split(",").map(Number);
    const boxes = kept ? tablesBySchema.get(frame.dataset.id).flatMap((t) => nodes.get(t.id) ?? []).filter((n) => !n.matches(".gone")).map((n) => n.getBBox()) : [];
    let [x, y, w, h] = whole;
    if (boxes.length) {
      [x, y] = [Math.min(...boxes.map((b) => b.x)) - 16, Math.min(...boxes.map((b) => b.y)) - 34];
      w = Math.max(...boxes.map((b) => b.x + b.width + 16 - x), Number(label.getAttribute("textLength")) + 32);
      h = Math.max(...boxes.map((b) => b.y + b.height + 16 - y));
    }
    sides.forEach((side, i) => rect.setAttribute(side, [x, y, w, h][i]));
    label.setAttribute("transform", `translate(${x - whole[0]} ${y - whole[1]})`);
  }
}

// around returns the tables around the one in the panel, or undefined for all.
function around() {
  const id = tableCalled(shown.table);
  if (!id || !shown.up && !shown.down) return undefined;
  const levels = (word) => shown[word] === "all" ? Infinity : Number(shown[word]) || 0;
  return new Set([id, ...ancestors([id], levels("up")), ...descendants([id], levels("down"))]);
}

// resize has Fit show what is left in the figure.
function resize(kept) {
  const before = JSON.stringify(size);
  if (kept) {
    let [x, y, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const to = drawing.getScreenCTM().inverse();
    for (const n of drawing.querySelectorAll(".node:not(.gone)")) {
      const b = n.getBBox();
      const m = to.multiply(n.getScreenCTM());
      [x, y] = [Math.min(x, b.x + m.e), Math.min(y, b.y + m.f)];
      [right, bottom] = [Math.max(right, b.x + b.width + m.e), Math.max(bottom, b.y + b.height + m.f)];
    }
    size = { x: x - 12, y: y - 12, w: right - x + 24, h: bottom - y + 24 };
  } else {
    size = { ...whole };
  }
  return JSON.stringify(size) !== before;
}
