"use strict";

// The layer tables: folding, sorting, filtering, derivations. A table is a tree of parts and layers in the network's
// order, or, while it is sorted or filtered, a flat list of layers.

const SORTS = {
  text: { first: "ascending", key: (text) => text.toLowerCase(), less: (a, b) => (a < b ? -1 : Number(a > b)) },
  number: { first: "descending", key: (text) => parseFloat(text.replaceAll(",", "")), less: (a, b) => a - b },
  sizes: { first: "descending", key: (text) => product(text), less: (a, b) => a - b },
};

const MANY = 60; // layers that are not folded at first

function product(text) {
  return text.split("x").reduce((size, part) => size * Number(part), 1);
}

class LayerTable {
  constructor(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.lines = [...this.body.rows].map((row, place) => new Line(row, place));
    this.layers = this.lines.filter((line) => !line.isPart);
    const { network } = table.dataset;
    this.why = JSON.parse(document.getElementById(`${network}-why`).textContent);
    this.filter = document.getElementById(`${network}-filter`);
    this.controls = this.filter.closest(".controls");
    this.sorted = null; // the heading that the table is sorted by
    this.listen();
    const isLong = this.layers.length > MANY;
    for (const line of this.lines) line.expand(line.isPart && !isLong && !line.isBeside);
    this.show();
  }

  listen() {
    for (const heading of this.table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => this.sortBy(heading));
    }
    for (const line of this.lines) {
      line.button.type = "button";
      line.button.addEventListener("click", () => this.toggle(line));
    }
    this.filter.addEventListener("input", () => this.show());
    const actions = { fold: () => this.fold(true), unfold: () => this.fold(false), order: () => this.inOrder() };
    for (const button of this.controls.querySelectorAll("button")) {
      button.addEventListener("click", () => {
        actions[button.dataset.do]();
        this.show();
      });
    }
  }

  fold(isFolded) {
    this.inOrder();
    for (const line of this.lines) if (line.isPart) line.expand(!isFolded);
  }

  inOrder() {
    this.sorted?.removeAttribute("aria-sort");
    this.sorted = null;
    this.filter.value = "";
  }

  // First in the direction that one looks for, then the other way round, then the network's order again.
  sortBy(heading) {
    const { first } = SORTS[heading.dataset.sort];
    const order = [first, first === "ascending" ? "descending" : "ascending", null];
    const next = order[(order.indexOf(heading.getAttribute("aria-sort")) + 1) % 3];
    this.sorted?.removeAttribute("aria-sort");
    this.sorted = next && heading;
    if (next) heading.setAttribute("aria-sort", next);
    this.show();
  }

  toggle(line) {
    line.expand(!line.isExpanded);
    if (!line.isPart) line.explain(this.why, this.table.rows[0].cells.length);
    this.show();
  }

  // Unfold what is around a layer, open it, and go there.
  reveal(row) {
    const line = this.lines.find((other) => other.row === row);
    this.inOrder();
    let level = line.level;
    for (const other of this.lines.slice(0, line.place).reverse()) {
      if (other.isPart && other.level < level) {
        other.expand(true);
        level = other.level;
      }
    }
    if (!line.isExpanded) this.toggle(line);
    this.show();
    line.row.scrollIntoView({ block: "center" });
    line.button.focus({ preventScroll: true });
  }

  show() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isFlat = words.length > 0 || this.sorted !== null;
    const shown = isFlat ? this.layers.filter((line) => line.matches(words)) : this.unfolded();
    const visible = new Set(shown);
    for (const line of this.lines) line.hide(!visible.has(line));
    this.table.classList.toggle("flat", isFlat);
    this.table.classList.toggle("tree", !isFlat);
    this.body.append(...this.ordered().flatMap((line) => line.rows));
    this.say(words.length > 0 ? shown : null);
  }

  unfolded() {
    let folded = Infinity; // level of the folded part that we are in
    return this.lines.filter((line) => {
      if (line.level > folded) return false;
      folded = line.isPart && !line.isExpanded ? line.level : Infinity;
      return true;
    });
  }

  ordered() {
    if (!this.sorted) return this.lines;
    const { key, less } = SORTS[this.sorted.dataset.sort];
    const sign = this.sorted.getAttribute("aria-sort") === "ascending" ? 1 : -1;
    const keys = new Map(this.lines.map((line) => [line, key(line.text(this.sorted.cellIndex))]));
    return [...this.lines].sort((a, b) => sign * less(keys.get(a), keys.get(b)) || a.place - b.place);
  }

  // What the filter has found, with its sums; integers may be larger than a number holds.
  say(shown) {
    const status = this.controls.querySelector(".status");
    const { text, none } = status.dataset;
    const { parameters, macs } = this.table.dataset;
    const sum = (column) => shown.reduce((total, line) => total + line.integer(Number(column)), 0n);
    const values = shown && {
      shown: shown.length,
      all: this.layers.length,
      parameters: sum(parameters).toLocaleString("en"),
      macs: sum(macs).toLocaleString("en"),
    };
    status.textContent = !shown ? "" : shown.length ? text.replace(/{(\w+)}/g, (_, name) => values[name]) : none;
  }
}

class Line {
  constructor(row, place) {
    this.row = row;
    this.place = place;
    this.button = row.querySelector("button");
    this.isPart = row.classList.contains("part");
    this.isBeside = row.classList.contains("beside"); // a layer with its norm and activation
    this.level = Number(/\bl(\d+)/.exec(row.className)[1]);
    this.working = null; // the row with its derivation, once it has been opened
  }

  get rows() {
    return this.working ? [this.row, this.working] : [this.row];
  }

  get isExpanded() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  expand(isExpanded) {
    this.button.setAttribute("aria-expanded", String(isExpanded));
  }

  hide(isHidden) {
    this.row.hidden = isHidden;
    if (this.working) this.working.hidden = isHidden || !this.isExpanded;
  }

  text(column) {
    return this.row.cells[column].textContent.trim();
  }

  integer(column) {
    return BigInt(this.text(column).replaceAll(",", ""));
  }

  matches(words) {
    const text = `${this.text(0)} ${this.text(1)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  }

  explain({ lines, layers }, columns) {
    if (this.working) return;
    const number = Number(this.row.id.split("-")[1]);
    this.working = document.createElement("tr");
    this.working.className = "why";
    const cell = this.working.insertCell();
    cell.colSpan = columns;
    cell.append(...worked(layers[number].map((place) => lines[place])));
  }
}

// A derivation's lines as elements: headings are indented by two, what is worked out by six.
function worked(lines) {
  const parts = [];
  for (const line of lines) {
    const isWorking = line.startsWith("      ");
    if (isWorking && parts.at(-1)?.tagName === "PRE") {
      parts.at(-1).append(`\n${line.slice(6)}`);
      continue;
    }
    const part = document.createElement(isWorking ? "pre" : "p");
    part.append(line.trim());
    if (!isWorking && line.includes(": ")) part.className = "source";
    parts.push(part);
  }
  return parts;
}

// The drawings: what is pointed at or has the focus is told below; arrow keys go from box to box.

function livenDrawing(box) {
  const units = [...box.querySelectorAll(".unit")];
  const told = box.nextElementSibling;
  const tell = (unit) => (told.textContent = unit?.querySelector("title").textContent ?? "");
  tell(units[1] ?? units[0]); // the input says little
  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  units.forEach((unit, place) => {
    unit.setAttribute("tabindex", place ? "-1" : "0");
    unit.addEventListener("pointerenter", () => tell(unit));
    unit.addEventListener("focus", () => {
      units.forEach((other) => other.setAttribute("tabindex", other === unit ? "0" : "-1"));
      tell(unit);
    });
    unit.addEventListener("keydown", (event) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      units[Math.min(Math.max(place + steps[event.key], 0), units.length - 1)].focus();
    });
  });
}

for (const part of document.querySelectorAll(".js")) part.hidden = false;
for (const box of document.querySelectorAll(".drawing")) livenDrawing(box);
const tables = [...document.querySelectorAll("table.layers")].map((table) => new LayerTable(table));

function goToLayer() {
  const row = document.getElementById(location.hash.slice(1));
  if (row?.tagName === "TR") tables.find(({ body }) => body.contains(row))?.reveal(row);
}

addEventListener("hashchange", goToLayer);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.unit");
  if (link && link.getAttribute("href") === location.hash) goToLayer(); // the address does not change again
});
goToLayer();
