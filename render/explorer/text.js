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

// sourceLink returns a position, as a link where it has a web address.
function sourceLink(at, link) {
  if (!at) return "";
  return /^https?:\/\//.test(link ?? "") ? el("a", { href: link, rel: "noreferrer noopener", target: "_blank", class: "source" }, at) : el("span", { class: "source" }, at);
}

// definitionOf returns the definition of a table with its parts marked and its references
// as links.
function definitionOf(t) {
  const code = el("code");
  const references = keysOf(t.id);
  for (const line of t.definition.replace(/^\n+|\s+$/g, "").split("\n")) {
    const [, space, body] = /^(\s*)(.*)$/.exec(line);
    const hash = commentStart(body);
    const text = body.slice(0, hash).trimEnd();
    code.append(space);
    if (/^(---+|___+)$/.test(text)) {
      code.append(el("span", { class: "rule" }, text));
    } else if (text.startsWith("->")) {
      const key = references.find((k) => k.text === "→ " + text.slice(2).trim());
      code.append(el("span", { class: "arrow" }, "-> "), key ? tableLink(key.parent, text.slice(2).trim()) : text.slice(2).trim());
    } else {
      const parts = /^(\w+)(\s*=\s*.*?)?(\s*:\s*)(.+)$/.exec(text);
      if (parts) code.append(el("span", { class: "name" }, parts[1]), parts[2] ?? "", parts[3], el("span", { class: "type" }, parts[4]));
      else code.append(text);
    }
    if (hash < body.length) code.append(body.slice(text.length, hash), el("span", { class: "comment" }, body.slice(hash)));
    code.append("\n");
  }
  return el("pre", { tabindex: "0", "aria-label": "Definition" }, code);
}

// commentStart returns where the comment of a line starts: at the first # outside of
// quotes.
function commentStart(line) {
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    if (quote) quote = line[i] === quote ? "" : quote;
    else if (line[i] === "#") return i;
    else if (line[i] === "'" || line[i] === '"') quote = line[i];
  }
  return line.length;
}
