// The settings, and what follows when the reader changes one.

function mount(root) {
  const select = (name) => root.querySelector(`.convcalc-${name}`);
  const [kind, bias, square, shown] = ["kind", "bias", "square", "command"].map(select);
  const fields = fieldsOf(root);
  const showWindow = windowsWay(root);

  function settings() {
    const numbers = Object.entries(fields).map(([letter, { box }]) => [letter, wholeNumber(box.value)]);
    return { kind: kind.value, bias: bias.checked, ...Object.fromEntries(numbers) };
  }

  function update() {
    const { letters, has_bias: hasBias } = KINDS[kind.value];
    bias.closest("label").hidden = !hasBias;
    for (const [letter, { row }] of Object.entries(fields)) row.hidden = !letters.includes(letter);
    for (const input of [fields.W.box, fields.W.slider]) input.disabled = square.checked;
    if (square.checked) set(fields.W, fields.H.box.value);

    const chosen = settings();
    for (const letter of letters) {
      fields[letter].box.setAttribute("aria-invalid", Boolean(outOfRange(letter, chosen[letter])));
    }
    const answer = calculate(chosen);
    showResult(root, answer);
    shown.textContent = answer.refusal ? "" : command(chosen);
    showWindow(answer.refusal ? null : geometry(chosen.kind, answer.parts[0]));
  }

  for (const [letter, field] of Object.entries(fields)) {
    set(field, FIELDS[letter].start);
    for (const input of [field.box, field.slider]) {
      input.addEventListener("input", () => {
        const other = input === field.box ? field.slider : field.box;
        other.value = input.value;
        update();
      });
    }
  }
  for (const input of [kind, bias, square]) input.addEventListener("change", update);
  update();
}

// Letter -> its row in the form, with the number box and the slider.
function fieldsOf(root) {
  const rows = [...root.querySelectorAll(".convcalc-field")];
  return Object.fromEntries(rows.map((row) => {
    const [box, slider] = row.querySelectorAll("input");
    return [row.dataset.letter, { row, box, slider }];
  }));
}

function set({ box, slider }, value) {
  box.value = value;
  slider.value = value;
}

// What stands in a number box as a number; NaN if it is not written as a whole number.
function wholeNumber(text) {
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

document.querySelectorAll(".convcalc").forEach(mount);
