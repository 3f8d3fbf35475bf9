// From settings to numbers. Formulas, layers and refusals are written above from the program's own formulas;
// nothing below knows one.

// {kind, bias, H, W, ...} with whole numbers -> {parts, beside, output, totals}, or {refusal} where the settings
// do not go together. All numbers of the answer are BigInts.
function calculate(settings) {
  const kind = KINDS[settings.kind];
  const misfit = kind.letters.map((letter) => outOfRange(letter, settings[letter])).find(Boolean);
  if (misfit) return { refusal: misfit };

  const given = Object.fromEntries(kind.letters.map((letter) => [letter, BigInt(settings[letter])]));
  const hasBias = kind.has_bias && settings.bias;
  const parts = [];
  let known = { r: 1n, j: 1n, ...given };
  for (const part of kind.parts) {
    const worked = workOut(part, known, hasBias);
    if (worked.refusal) return worked;
    parts.push(worked);
    known = { ...known, ...worked.results };
  }
  const beside = kind.beside && workOut(kind.beside, { r: 1n, j: 1n, ...given }, hasBias);
  const { letters } = parts.at(-1);
  return { parts, beside, output: [letters.C_out, letters.H_out, letters.W_out], totals: totals(parts) };
}

function outOfRange(letter, number) {
  const { low, high } = FIELDS[letter];
  if (Number.isInteger(number) && number >= low && number <= high) return "";
  return filled(WORDS.texts.range, { name: `${WORDS.letters[letter]} ${letter}`, low, high });
}

// One layer: its letters with all that became known, and one step for each derivation.
function workOut(part, known, hasBias) {
  const letters = { ...known };
  for (const [letter, stand] of Object.entries(part.letters)) {
    letters[letter] = typeof stand === "string" ? known[stand] : BigInt(stand);
  }
  const refused = REFUSALS[part.operation].find(({ excess }) => excess(letters) > 0n);
  if (refused) return { refusal: refused.say(letters) };

  const results = {};
  const steps = LAYERS[variant(part.operation, letters.G, hasBias)].map(([quantity, symbol, number]) => {
    const { closed, value, worked } = FORMULAS[number];
    letters[symbol] = results[symbol] = value(letters);
    return { quantity, symbol, closed, worked: worked(letters), value: results[symbol] };
  });
  return { name: part.name, letters, results, steps };
}

// The name under which a layer was recorded: a formula without groups says C_in, not C_in/1.
function variant(operation, groups, hasBias) {
  return operation + (groups > 1n ? " grouped" : "") + (hasBias ? " bias" : "");
}

function totals(parts) {
  const sum = (symbol) => parts.reduce((total, { results }) => total + (results[symbol] ?? 0n), 0n);
  return { parameters: sum("parameters"), MACs: sum("MACs"), FLOPs: sum("FLOPs") };
}

// The layer as `archcalc calc` reads it.
function command(settings) {
  const { chain } = KINDS[settings.kind];
  return `archcalc calc "${filled(chain, { ...settings, bias: settings.bias ? "" : " nobias" })}"`;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
