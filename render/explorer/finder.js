// The search field and what it suggests.

const query = byID("query"), found = byID("found");
let marked = -1;

function suggest() {
  const results = search(query.value);
  found.replaceChildren(...results.map((r, i) => el("li", { role: "option", id: "found-" + i, "aria-selected": "false", onpointerdown: (e) => { e.preventDefault(); take(i); } },
    el("span", { class: "swatch " + r.kind }), el("span", { class: "name" }, r.name), el("span", { class: "detail" }, r.kind === "attribute" ? `in ${r.detail}` : r.detail),
    r.comment ? el("span", { class: "comment" }, r.comment) : "")));
  if (!results.length && query.value.trim()) found.append(el("li", { class: "none" }, "Nothing is called that"));
  found.results = results;
  const open = query.value.trim() !== "";
  found.hidden = !open;
  query.setAttribute("aria-expanded", String(open));
  mark(results.length ? 0 : -1);
}

function mark(i) {
  found.children[marked]?.setAttribute("aria-selected", "false");
  marked = i;
  if (i < 0) return query.removeAttribute("aria-activedescendant");
  found.children[i].setAttribute("aria-selected", "true");
  found.children[i].scrollIntoView({ block: "nearest" });
  query.setAttribute("aria-activedescendant", "found-" + i);
}

// take shows a result.
function take(i) {
  const r = found.results?.[i];
  if (!r) return;
  closeFinder();
  query.value = "";
  query.blur();
  if (r.kind === "schema") go({ schema: r.id });
  else {
    go({ ...placeOf(r.id), attribute: r.attribute });
    panel.focus({ preventScroll: true });
  }
}

function closeFinder() {
  found.hidden = true;
  query.setAttribute("aria-expanded", "false");
}

query.addEventListener("input", suggest);
query.addEventListener("focus", () => query.value && suggest());
query.addEventListener("blur", closeFinder);
query.addEventListener("keydown", (e) => {
  const n = found.results?.length ?? 0;
  if (e.key === "ArrowDown" && n) mark((marked + 1) % n);
  else if (e.key === "ArrowUp" && n) mark((marked + n - 1) % n);
  else if (e.key === "Enter") take(marked);
  else if (e.key === "Escape") { query.value = ""; closeFinder(); query.blur(); }
  else return;
  e.preventDefault();
  e.stopPropagation();
});
