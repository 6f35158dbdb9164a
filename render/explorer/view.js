// The part of the figure that is in view, and how to move it.

const stage = byID("stage");
const view = { x: 0, y: 0, scale: 1 }; // the figure's point in the upper left corner, and pixels per unit
let drawing = null; // the SVG
let size = { x: 0, y: 0, w: 1, h: 1 }; // what Fit shows
let moving = 0;
let fitted = true; // nobody has moved the view since Fit

function applyView() {
  drawing?.setAttribute("viewBox", [view.x, view.y, stage.clientWidth / view.scale, stage.clientHeight / view.scale].map((v) => v.toFixed(2)).join(" "));
}

// moveTo brings a view in, at once or within a blink.
function moveTo(to, smooth) {
  cancelAnimationFrame(moving);
  fitted = false;
  const from = { ...view };
  const start = performance.now();
  if (!smooth || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    Object.assign(view, to);
    applyView();
    return;
  }
  const step = (now) => {
    const t = Math.max(0, Math.min(1, (now - start) / 180)); // a frame may have begun before
    const done = 1 - (1 - t) ** 3;
    for (const part of ["x", "y", "scale"]) view[part] = from[part] + (to[part] - from[part]) * done;
    applyView();
    if (t < 1) moving = requestAnimationFrame(step);
  };
  moving = requestAnimationFrame(step);
}

// fit shows the whole figure, or what is left of it.
function fit(smooth) {
  const [w, h] = [stage.clientWidth, stage.clientHeight];
  const scale = Math.max(0.02, Math.min((w - 40) / size.w, (h - 100) / size.h, 1.6));
  moveTo({ scale, x: size.x - (w / scale - size.w) / 2, y: size.y - (h / scale - size.h) / 2 - 6 / scale }, smooth);
  fitted = true;
}

// zoom changes the scale around a point of the stage, in pixels.
function zoom(by, at = { x: stage.clientWidth / 2, y: stage.clientHeight / 2 }, smooth = false) {
  const scale = Math.min(12, Math.max(0.02, view.scale * by));
  moveTo({ scale, x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale }, smooth);
}

const pan = (dx, dy) => moveTo({ ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale });

// bringIn moves the view so that a node can be seen and read.
function bringIn(node) {
  const box = node.getBoundingClientRect();
  const room = stage.getBoundingClientRect();
  const readable = view.scale >= 0.7;
  if (readable && box.left > room.left + 10 && box.right < room.right - 10 && box.top > room.top + 10 && box.bottom < room.bottom - 60) return;
  const scale = readable ? view.scale : 1;
  const x = view.x + ((box.left + box.right) / 2 - room.left) / view.scale;
  const y = view.y + ((box.top + box.bottom) / 2 - room.top) / view.scale;
  moveTo({ scale, x: x - room.width / scale / 2, y: y - room.height / scale / 2 }, true);
}

// bringAllIn moves the view so that several nodes can be seen, as large as that allows.
function bringAllIn(nodes) {
  const boxes = [...nodes].map((n) => n.getBoundingClientRect());
  if (!boxes.length) return;
  const room = stage.getBoundingClientRect();
  const [left, top] = [Math.min(...boxes.map((b) => b.left)) - room.left, Math.min(...boxes.map((b) => b.top)) - room.top];
  const [right, bottom] = [Math.max(...boxes.map((b) => b.right)) - room.left, Math.max(...boxes.map((b) => b.bottom)) - room.top];
  const [w, h] = [(right - left) / view.scale, (bottom - top) / view.scale];
  const scale = Math.max(0.02, Math.min((room.width - 80) / w, (room.height - 140) / h, 1.4));
  moveTo({ scale, x: view.x + left / view.scale - (room.width / scale - w) / 2, y: view.y + top / view.scale - (room.height / scale - h) / 2 }, true);
}

const pointers = new Map();
let dragged = false; // since the last press: then the click that follows means nothing
const spot = (e) => { const r = stage.getBoundingClientRect(); return { x: e.clientX - r.left, y: e.clientY - r.top }; };

stage.addEventListener("wheel", (e) => {
  e.preventDefault();
  const lines = e.deltaMode === 1 ? 16 : 1;
  zoom(Math.exp(-Math.max(-120, Math.min(120, e.deltaY * lines)) * 0.0022 * (e.ctrlKey ? 3 : 1)), spot(e));
}, { passive: false });

stage.addEventListener("pointerdown", (e) => {
  if (e.button) return;
  if (!pointers.size) dragged = false;
  pointers.set(e.pointerId, spot(e));
});

stage.addEventListener("pointermove", (e) => {
  const before = pointers.get(e.pointerId);
  if (!before) return;
  const now = spot(e);
  if (!dragged && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
  if (!dragged) {
    dragged = true;
    stage.setPointerCapture(e.pointerId);
    stage.classList.add("dragged");
  }
  if (pointers.size === 1) pan(now.x - before.x, now.y - before.y);
  if (pointers.size === 2) {
    const [, other] = [...pointers].find(([id]) => id !== e.pointerId);
    zoom(Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y)), other);
  }
  pointers.set(e.pointerId, now);
});

for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, (e) => {
    pointers.delete(e.pointerId);
    stage.classList.remove("dragged");
  });
}

new ResizeObserver(() => fitted ? fit() : applyView()).observe(stage);
addEventListener("beforeprint", () => drawing?.setAttribute("viewBox", `${size.x} ${size.y} ${size.w} ${size.h}`));
addEventListener("afterprint", applyView);
byID("in").addEventListener("click", () => zoom(1.35, undefined, true));
byID("out").addEventListener("click", () => zoom(1 / 1.35, undefined, true));
byID("fit").addEventListener("click", () => fit(true));
