// The keyboard.

const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.("input, select, textarea")) return;
  const node = nodeAt(e.target);
  const arrow = arrows[e.key];
  if (e.key === "Escape" && document.querySelector(":popover-open")) return; // closes that
  if (!letters && e.key.length === 1 && e.key !== " ") return;
  if (arrow && e.shiftKey) pan(-80 * arrow[0], -80 * arrow[1]);
  else if (arrow && node) { const next = nextNode(node, ...arrow); if (next) focusNode(next); }
  else if ((e.key === "Enter" || e.key === " ") && node) openNode(node.dataset.id);
  else if (e.key === "/") query.focus();
  else if (e.key === "+" || e.key === "=") zoom(1.35, undefined, true);
  else if (e.key === "-" || e.key === "_") zoom(1 / 1.35, undefined, true);
  else if (e.key === "0") fit(true);
  else if (e.key === "a" && pipeline.all) byID("all").click();
  else if (e.key === "d") switchTheme();
  else if (e.key === "Escape") up();
  else return;
  e.preventDefault();
});

// up leaves the panel, then the schema.
function up() {
  if (!panel.hidden) closePanel();
  else if (shown.cycle) go({ figure: shown.figure });
  else if (drawn !== "pipeline") go({});
}
