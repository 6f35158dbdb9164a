// Elements from texts. Nothing here reads markup: all that comes from the source becomes
// a text node.

// el returns an element with properties and children: texts and elements. A property in
// quotes with a dash is an attribute.
function el(tag, properties = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (name === "class") e.className = value;
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== undefined && c !== "" && c !== null));
  return e;
}

// button returns a button that does something.
const button = (text, act, properties = {}) => el("button", { type: "button", onclick: act, ...properties }, text);

// tableLink returns a link to a table within the page. Its name may break between words.
const tableLink = (id, text = nameOf(id)) => el("a", { href: address(placeOf(id)), class: `to ${tables.get(id)?.tier ?? "external"}` },
  ...text.split(/(?<=[._])|(?<=[a-z])(?=[A-Z])/).flatMap((word) => [word, el("wbr")]));

// sourceLink returns a place in the source, as a link where it has a web address.
const sourceLink = ({ at, link }) => /^https?:\/\//.test(link ?? "") ? el("a", { href: link, class: "source", ...away }, at) : el("span", { class: "source" }, at);

const away = { target: "_blank", rel: "noreferrer noopener" };

// definitionOf returns the definition of a table: its parts are marked, and its references
// are links.
const definitionOf = (t) => el("pre", { tabindex: "0", role: "group", "aria-label": "Definition" }, el("code", {},
  ...t.definition.map(([text, kind, to]) => to ? tableLink(to, text) : kind ? el("span", { class: kind }, text) : text)));
