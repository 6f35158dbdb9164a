// The page follows its server: when the source changes, it shows the new figures, and
// stays where it is.

const banner = el("div", { id: "banner", role: "alert", hidden: true });
byID("stage").after(banner);
let dismissed = ""; // the text of the banner that was closed

// tell says why the figure is no longer what the source says; "": it is.
function tell(text) {
  if (text !== dismissed) dismissed = "";
  banner.hidden = !text || text === dismissed;
  const close = () => { dismissed = text; banner.hidden = true; };
  banner.replaceChildren(button("×", close, { class: "close", "aria-label": "Close" }), el("b", {}, "This is the last good figure."), el("p", {}, text));
}

// middleOf returns the middle of a node on the screen.
function middleOf(node) {
  const box = node.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

// place returns what leads back to the place where the page is: the scale, where the nodes
// are on the screen, those of most interest first, and what has the focus.
function place() {
  const room = middleOf(stage);
  const far = ({ x, y }) => Math.hypot(x - room.x, y - room.y);
  const spots = [...nodes].filter(([, [n]]) => !n.classList.contains("gone")).map(([id, [n]]) => [id, middleOf(n)]).sort(([, a], [, b]) => far(a) - far(b));
  const focused = document.activeElement;
  const first = [nodeAt(focused)?.dataset.id, nodeFor(tableCalled(shown.table))];
  const home = [stage, panel, byID("crumbs"), byID("legend"), byID("filters"), byID("findings")].find((e) => e !== focused && e.contains(focused));
  return {
    whole: fitted, view: { ...view }, drawn: drawn.id ?? drawn,
    spots: [...spots.filter(([id]) => first.includes(id)), ...spots],
    home, id: nodeAt(focused)?.dataset.id, nth: home ? focusable(home).indexOf(focused) : -1,
    sheet: document.querySelector("[popover]:popover-open"), scrolled: [panel, byID("filters"), byID("findings")].map((e) => [e, e.scrollTop]),
  };
}

const focusable = (e) => [...e.querySelectorAll("a, button, input, select, pre")];

// comeBack leads back to a place, as far as it is still there.
function comeBack(to) {
  if ((drawn.id ?? drawn) === to.drawn && !to.whole) {
    moveTo(to.view);
    const spot = to.spots.find(([id]) => nodes.has(id));
    if (spot) {
      const now = middleOf(nodes.get(spot[0])[0]);
      pan(spot[1].x - now.x, spot[1].y - now.y);
    }
  } else {
    fit();
  }
  if (to.sheet && !to.sheet.matches(":popover-open")) to.sheet.showPopover();
  const again = to.home === stage ? nodes.get(to.id)?.[0] : to.home && focusable(to.home)[to.nth];
  if (again && to.home === stage) {
    for (const n of drawing.querySelectorAll(".node[tabindex='0']")) n.setAttribute("tabindex", "-1");
    again.setAttribute("tabindex", "0");
  }
  again?.focus({ preventScroll: true });
  for (const [e, top] of to.scrolled) e.scrollTop = top;
}

// renew shows another pipeline in place of this one.
function renew(fresh) {
  const to = place();
  for (const part of Object.keys(pipeline)) delete pipeline[part];
  Object.assign(pipeline, fresh);
  index();
  entries = null;
  figures.clear();
  drawn = null;
  fill();
  show();
  comeBack(to);
  prepareAll();
  if (!found.hidden) suggest();
}

let events = null;

// follow asks the server for what changes, as long as somebody may see the page: a browser
// has few connections to one server.
function follow() {
  events?.close();
  events = document.hidden ? null : new EventSource("events?version=" + pipeline.version);
  events?.addEventListener("page", (e) => renew(JSON.parse(e.data)));
  events?.addEventListener("trouble", (e) => tell(JSON.parse(e.data)));
  events?.addEventListener("error", () => tell("djdag serve does not answer."));
}

document.addEventListener("visibilitychange", follow);
follow();
