// The numbers as text.

// 118013952n as 118,013,952.
function withCommas(number) {
  return number.toLocaleString("en-US");
}

// Fills the short result and the worked formulas.
function showResult(root, answer) {
  const summary = root.querySelector(".convcalc-summary");
  const work = root.querySelector(".convcalc-work");
  summary.classList.toggle("convcalc-refused", Boolean(answer.refusal));
  work.closest("section").hidden = Boolean(answer.refusal);
  if (answer.refusal) {
    summary.replaceChildren(pair(WORDS.texts.refused, answer.refusal));
  } else {
    summary.replaceChildren(...shortResult(answer));
    work.replaceChildren(...workedParts(answer, work.dataset.heading));
  }
}

function shortResult({ output, totals, beside }) {
  const counts = Object.entries(totals).map(([name, value]) =>
    pair(WORDS.texts[name] ?? name, withCommas(value), beside && share(value, beside.results[name])));
  return [pair(WORDS.texts.output, output.join("×")), ...counts];
}

// The worked formulas of each part, under a heading where there are several, and what their letters mean.
function workedParts({ parts, beside }, level) {
  const all = beside ? [...parts, countsOf(beside)] : parts;
  const lists = all.map(workedPart);
  if (all.length === 1) return [...lists, legend(all)];
  const headings = all.map(({ name }) => element(level, { class: "convcalc-part" }, WORDS.parts[name]));
  return [...headings.flatMap((heading, place) => [heading, lists[place]]), legend(all)];
}

// Of the layer beside, only what is compared.
function countsOf({ name, steps }) {
  const counts = ["parameters", "MACs", "count", "FLOPs"];
  return { name, steps: steps.filter(({ quantity }) => counts.includes(quantity)) };
}

// How much a count is of the one beside it: "26.4% of the ordinary convolution".
function share(value, whole) {
  const percent = (100 * Number(value)) / Number(whole);
  return filled(WORDS.texts.of, { share: `${percent.toPrecision(3)}%` });
}

function pair(name, value, note) {
  const definition = element("dd", {}, value);
  if (note) definition.append(element("small", {}, note));
  return element("div", {}, element("dt", {}, name), definition);
}

function workedPart({ steps }) {
  const rows = [];
  steps.forEach((step, place) => {
    const before = steps[place - 1];
    const isLike = before && before.quantity === step.quantity && before.worked === step.worked;
    if (isLike) rows.at(-1).append(likeBefore(step));
    else rows.push(workedStep(step));
  });
  return element("dl", {}, ...rows);
}

// "output  H_out = ⌊(H + 2·P …)/S⌋ + 1 = ⌊(7 + 2·1 …)/1⌋ + 1 = 7"
function workedStep({ quantity, symbol, closed, worked, value }) {
  const name = quantity === "count" ? WORDS.letters[symbol] : WORDS.quantities[quantity];
  const left = symbol === quantity ? [] : [...typeset(symbol), " = "];
  const middle = worked === String(value) ? [] : [`= ${worked} `];
  return element("div", {}, element("dt", {}, name), element("dd", {},
    element("span", {}, ...left, ...typeset(closed)), " ",
    element("span", {}, ...middle, element("strong", {}, `= ${withCommas(value)}`))));
}

// What is worked out with the same numbers as the step before, as the width of a square map is.
function likeBefore({ symbol, value }) {
  const result = element("strong", {}, `= ${withCommas(value)}`);
  return element("dd", {}, element("span", {}, ...typeset(symbol), " ", result, ` (${WORDS.texts.likewise})`));
}

// The letters that occur, with what they stand for.
function legend(parts) {
  const text = parts.flatMap(({ steps }) => steps.map(({ closed }) => closed)).join(" ");
  const used = [...new Set(text.match(/[A-Za-z]\w*/g))].filter((letter) => WORDS.letters[letter]);
  const terms = used.flatMap((letter) => [element("i", {}, ...typeset(letter)), ` ${WORDS.letters[letter]}`, ", "]);
  return element("p", { class: "convcalc-legend" }, ...terms.slice(0, -1));
}

// C_in with its subscript lowered.
function typeset(text) {
  return text.split(/_(\w+)/).map((piece, place) => (place % 2 ? element("sub", {}, piece) : piece));
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
