// The window's way over the map: by buttons, keys and pointer, or by itself.

const PACE = 450; // milliseconds from one place to the next

// Returns `show`, which draws maps of new sizes and keeps the window's place, or hides all for null.
function windowsWay(root) {
  const [stage, position, play] = ["stage", "position", "play"].map((name) => root.querySelector(`.convcalc-${name}`));
  const figures = Object.fromEntries([...stage.children].map((figure) => [figure.dataset.map, figure]));
  let place = { row: 0, column: 0 };
  let drawn = null; // the sizes in the picture, and the function that marks a place in it
  let timer = 0;

  function show(sizes) {
    stage.closest("section").hidden = !sizes;
    drawn = sizes && { sizes, mark: drawFigures(stage, figures, sizes) };
    if (drawn) go(place);
    else pause();
  }

  // To a place, or to the nearest there is.
  function go({ row, column }) {
    const { rows, columns } = drawn.sizes.places;
    place = { row: clamp(row, rows), column: clamp(column, columns) };
    const counts = drawn.mark(place);
    const sentence = drawn.sizes.isTransposed ? WORDS.texts.scatters : WORDS.texts.reads;
    position.textContent = filled(sentence, { row: place.row + 1, column: place.column + 1, rows, columns, ...counts });
  }

  // So many places further, row after row, and from the end to the beginning.
  function step(by) {
    const { rows, columns } = drawn.sizes.places;
    const next = (place.row * columns + place.column + by + rows * columns) % (rows * columns);
    go({ row: Math.floor(next / columns), column: next % columns });
  }

  function pause() {
    clearInterval(timer);
    timer = 0;
    tellPlaying();
  }

  function togglePlay() {
    if (timer) return pause();
    timer = setInterval(() => step(1), PACE);
    return tellPlaying();
  }

  // While it plays, a screen reader would read each place: only a still one is announced.
  function tellPlaying() {
    play.textContent = WORDS.texts[timer ? "pause" : "play"];
    position.setAttribute("aria-live", timer ? "off" : "polite");
  }

  const keys = {
    ArrowUp: () => go({ ...place, row: place.row - 1 }),
    ArrowDown: () => go({ ...place, row: place.row + 1 }),
    ArrowLeft: () => go({ ...place, column: place.column - 1 }),
    ArrowRight: () => go({ ...place, column: place.column + 1 }),
    Home: () => go({ row: 0, column: 0 }),
    End: () => go({ row: Infinity, column: Infinity }),
    " ": togglePlay,
  };

  function press(event) {
    if (!keys[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  }

  function point(event) {
    const svg = event.target.closest("svg");
    if (!svg) return;
    pause();
    go(placeUnder(event, svg, drawn.sizes));
  }

  stage.addEventListener("keydown", press);
  for (const pointed of ["pointermove", "pointerdown"]) stage.addEventListener(pointed, point);
  play.addEventListener("click", togglePlay);
  root.querySelector(".convcalc-back").addEventListener("click", () => step(-1));
  root.querySelector(".convcalc-step").addEventListener("click", () => step(1));
  new ResizeObserver(() => drawn && show(drawn.sizes)).observe(stage);
  return show;
}

// Both maps with their captions, input first; returns the function that marks a place.
function drawFigures(stage, figures, sizes) {
  const [input, output] = sizes.isTransposed ? ["places", "taps"] : ["taps", "places"];
  stage.append(figures[input], figures[output]);
  figures[input].querySelector("b").textContent = WORDS.texts.input;
  figures[output].querySelector("b").textContent = WORDS.texts.output;
  for (const [name, figure] of Object.entries(figures)) {
    figure.querySelector("figcaption span").textContent = caption(sizes, name);
  }
  return draw(figures.taps, figures.places, sizes);
}

// "32×32, with padding 36×36"
function caption({ isTransposed, margin, taps, places }, name) {
  const map = name === "taps" ? taps : places;
  const rim = name === "taps" ? margin : 0;
  const parts = [`${map.rows - 2 * rim}×${map.columns - 2 * rim}`];
  if (rim) parts.push(filled(isTransposed ? WORDS.texts.uncut : WORDS.texts.padded, map));
  if (!isGrid(map)) parts.push(WORDS.texts.schematic);
  return parts.join(", ");
}

// The place under the pointer: its own cell, or that whose window has the pointer nearest to its middle.
function placeUnder(event, svg, { taps, places, stride, span }) {
  const box = svg.getBoundingClientRect();
  const map = svg.parentElement.dataset.map === "taps" ? taps : places;
  const row = ((event.clientY - box.top) / box.height) * map.rows;
  const column = ((event.clientX - box.left) / box.width) * map.columns;
  if (map === places) return { row: Math.floor(row), column: Math.floor(column) };
  return { row: Math.round((row - span / 2) / stride), column: Math.round((column - span / 2) / stride) };
}

function clamp(index, count) {
  return Math.max(0, Math.min(index, count - 1));
}
