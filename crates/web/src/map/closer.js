// Looks closer at the opinion map: which statements a group of people answered how. The page is complete without it; all that it
// shows stands in the tables of the results as well, and figures about few people never reach it.
(() => {
  "use strict";
  const place = document.getElementById("closer");
  const open = place && place.querySelector("button");
  if (!open || !window.fetch) return;
  place.hidden = false;
  const picture = document.querySelector("svg.map");
  const AT_ONCE = 10;
  const kept = new Map();
  let data, shown = AT_ONCE;
  const parts = {};

  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    return element;
  };
  const percent = (part, whole) =>
    new Intl.NumberFormat(document.documentElement.lang, { style: "percent", maximumFractionDigits: 0 }).format(whole ? part / whole : 0);
  const filled = (words, values) => words.replace(/%(\w+)%/g, (_, name) => values[name]);
  const total = (cell) => cell[0] + cell[1] + cell[2];
  const side = () => Number(parts.side.value);

  async function fetched(kind) {
    if (!kept.has(kind)) {
      const address = place.dataset.from + (kind ? (place.dataset.from.includes("?") ? "&" : "?") + "by=" + kind : "");
      const answer = await fetch(address, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      kept.set(kind, found).set(found.by, found);
    }
    return kept.get(kind);
  }

  function choices(select, list) {
    select.replaceChildren(...list.map(([value, text]) => make("option", text, { value })));
  }

  function field(name, label, id) {
    const row = make("div");
    const input = make(name, undefined, { id, ...(name === "input" ? { type: "search", autocomplete: "off" } : {}) });
    row.append(make("label", label, { for: id }), input);
    parts.panel.append(row);
    return input;
  }

  function build() {
    const words = data.words;
    parts.panel = make("div", undefined, { role: "group", "aria-labelledby": "closer-title" });
    parts.title = make("h2", words.title, { id: "closer-title", tabindex: "-1" });
    parts.panel.append(parts.title, make("p", words.how));
    parts.kind = field("select", words.kind, "closer-kind");
    parts.side = field("select", words.whose, "closer-whose");
    parts.order = field("select", words.order, "closer-order");
    parts.find = field("input", words.find, "closer-find");
    parts.me = make("p");
    parts.status = make("p", undefined, { role: "status" });
    parts.list = make("ol", undefined, { class: "rows" });
    parts.more = make("button", words.more, { type: "button" });
    parts.rest = make("div");
    parts.rest.append(parts.more);
    parts.panel.append(parts.me, parts.status, parts.list, parts.rest);
    place.append(parts.panel);
    choices(parts.kind, data.kinds);
    choices(parts.order, data.orders);
    parts.kind.addEventListener("change", () => take(parts.kind.value, 0));
    parts.side.addEventListener("change", fromStart);
    parts.order.addEventListener("change", fromStart);
    parts.find.addEventListener("input", fromStart);
    parts.more.addEventListener("click", () => {
      const first = shown;
      shown += AT_ONCE;
      draw();
      // Whoever reads by keyboard goes on where the list grew.
      const link = parts.list.children[first] && parts.list.children[first].querySelector("a");
      if (link) link.focus();
    });
  }

  function fill(chosen) {
    parts.kind.value = data.by;
    choices(parts.side, data.sides.map((one, at) => [String(at), one.size ? `${one.name} (${one.size})` : one.name]));
    parts.side.value = String(chosen < data.sides.length ? chosen : 0);
    findMe();
    fromStart();
  }

  async function take(kind, chosen) {
    try {
      data = await fetched(kind);
      fill(chosen);
    } catch {
      parts.status.textContent = place.dataset.failed;
    }
  }

  // Where the reader stands, and the way to the statements of their group.
  function findMe() {
    const { me, mine, words } = data;
    parts.me.replaceChildren(...(me ? [make("span", me + " ")] : []));
    if (mine !== null && mine !== undefined) {
      const button = make("button", words.mine, { type: "button" });
      button.addEventListener("click", () => {
        parts.side.value = String(mine);
        fromStart();
        if (picture) picture.scrollIntoView({ block: "nearest" });
        parts.side.focus();
      });
      parts.me.append(button);
    }
  }

  function fromStart() {
    shown = AT_ONCE;
    draw();
  }

  // The chosen group's marks stand out; of other ways to tell people apart nothing is drawn, it would show where single people stand.
  function mark() {
    if (!picture) return;
    const wanted = data.sides[side()].mark;
    for (const path of picture.querySelectorAll("path[class]")) {
      const names = path.getAttribute("class").split(" ");
      if (names.includes("axis")) continue;
      const own = wanted === null || names.includes("g" + wanted) || names.includes("h" + wanted);
      if (own) path.removeAttribute("opacity");
      else path.setAttribute("opacity", "0.15");
    }
  }

  function ordered() {
    const at = side();
    const words = parts.find.value.trim().toLowerCase();
    const agree = (one, which) => one.votes[which][0] / (total(one.votes[which]) || 1);
    const disagree = (one) => one.votes[at][1] / (total(one.votes[at]) || 1);
    const apart = (one) => Math.abs(agree(one, at) - agree(one, 0));
    const by = {
      agree: (a, b) => agree(b, at) - agree(a, at),
      disagree: (a, b) => disagree(b) - disagree(a),
      apart: (a, b) => apart(b) - apart(a),
      number: () => 0,
    }[parts.order.value];
    const found = data.statements.filter((one) => one.text.toLowerCase().includes(words));
    const told = found.filter((one) => one.votes[at] && total(one.votes[at]) > 0);
    const hidden = found.filter((one) => !one.votes[at]).length;
    return { told: told.sort((a, b) => by(a, b) || a.number - b.number), hidden };
  }

  function line(name, cell) {
    const votes = total(cell);
    const values = { agree: percent(cell[0], votes), disagree: percent(cell[1], votes), pass: percent(cell[2], votes), votes };
    return `${name}: ${filled(data.words.line, values)}`;
  }

  function draw() {
    const at = side();
    const { told, hidden } = ordered();
    const rows = told.slice(0, shown).map((one) => {
      const row = make("li");
      const words = make("p", undefined, { class: "quote" });
      words.append(make("a", one.text, { href: one.link, lang: one.language, dir: one.direction }));
      row.append(words, make("p", line(data.sides[at].name, one.votes[at]), { class: "figures" }));
      if (at !== 0) row.append(make("p", line(data.sides[0].name, one.votes[0]), { class: "figures" }));
      if (one.mine) row.append(make("p", filled(data.words.answer, { answer: one.mine }), { class: "figures" }));
      return row;
    });
    parts.list.replaceChildren(...rows);
    parts.rest.hidden = told.length <= shown;
    const count = filled(data.words.count, { name: data.sides[at].name, shown: rows.length, all: told.length });
    parts.status.textContent = hidden ? `${count} ${filled(data.words.hidden, { hidden })}` : count;
    mark();
  }

  open.addEventListener("click", async () => {
    if (parts.panel) {
      parts.panel.hidden = !parts.panel.hidden;
      open.setAttribute("aria-expanded", String(!parts.panel.hidden));
      return;
    }
    open.disabled = true;
    try {
      data = await fetched("");
      build();
      fill(data.start);
      open.setAttribute("aria-expanded", "true");
      parts.title.focus();
    } catch {
      place.append(make("p", place.dataset.failed, { role: "status" }));
    }
    open.disabled = false;
  });
})();
