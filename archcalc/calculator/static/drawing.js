// The picture: two maps, one with the window's taps, one with the position that belongs to them. A convolution or
// pooling reads the taps from its (padded) input at a position of its output; a transposed convolution scatters
// from a position of its input to taps of its output, whose rim the padding cuts off.

const LARGEST_GRID = 32; // cells to a side; beyond that, maps are drawn without their cells
const CELL = 26; // pixels of a cell where there is room
const TALLEST = 400; // pixels of a map
const NARROWEST = 240; // pixels that a stage has at the least
const SMALLEST = 14; // pixels of a map of few cells beside a large one
const VISIBLE = 6; // pixels of a mark, however small its cell
const SVG = "http://www.w3.org/2000/svg";

// Sizes of both maps in cells, as Numbers: `taps` with a rim of `margin` cells, and `places`.
function geometry(kind, { letters }) {
  const number = (letter) => Number(letters[letter]);
  const isTransposed = kind === "conv_transpose";
  const input = { rows: number("H"), columns: number("W") };
  const output = { rows: number("H_out"), columns: number("W_out") };
  const margin = number("P");
  const inside = isTransposed ? output : input;
  return {
    isTransposed,
    margin,
    taps: { rows: inside.rows + 2 * margin, columns: inside.columns + 2 * margin },
    places: isTransposed ? input : output,
    kernel: number("K"),
    stride: number("S"),
    dilation: number("D"),
    span: number("K_eff"),
  };
}

// The taps of the window at a place, and which of them lie on the rim.
function tapsAt(sizes, place) {
  const { kernel, stride, dilation, margin, taps } = sizes;
  const row = place.row * stride;
  const column = place.column * stride;
  const cells = [];
  for (let down = 0; down < kernel; down++) {
    for (let across = 0; across < kernel; across++) {
      const cell = { row: row + down * dilation, column: column + across * dilation };
      const isOutside = cell.row < margin || cell.row >= taps.rows - margin
        || cell.column < margin || cell.column >= taps.columns - margin;
      cells.push({ ...cell, isOutside });
    }
  }
  return { row, column, cells };
}

// Draws both maps anew, the cells at one scale; returns a function that marks a place.
function draw(tapsFigure, placesFigure, sizes) {
  const scale = cellSize(tapsFigure.parentElement, sizes);
  const tapsMark = drawMap(tapsFigure, sizes.taps, scale, sizes.margin);
  const placesMark = drawMap(placesFigure, sizes.places, scale, 0);
  return (place) => {
    const { row, column, cells } = tapsAt(sizes, place);
    const marks = (scale >= VISIBLE / 2 ? cells : []).map((cell) =>
      cellBox(cell, `convcalc-tap${cell.isOutside ? " convcalc-outside" : ""}`));
    const span = { x: column, y: row, width: sizes.span, height: sizes.span };
    tapsMark.replaceChildren(...marks, shape("rect", { ...span, class: "convcalc-window" }));
    placesMark.replaceChildren(cellBox(place, "convcalc-place", Math.max(0, VISIBLE / scale - 1)));
    return { taps: cells.length, outside: cells.filter((cell) => cell.isOutside).length };
  };
}

function isGrid({ rows, columns }) {
  return Math.max(rows, columns) <= LARGEST_GRID;
}

// Pixels of a cell: both maps side by side where that leaves cells of half the size, else one below the other.
function cellSize(stage, { taps, places }) {
  const room = Math.max(NARROWEST, stage.clientWidth - 4); // folded away, the stage has no width
  const beside = (room - 40) / (taps.columns + places.columns);
  const below = room / Math.max(taps.columns, places.columns);
  const width = beside >= CELL / 2 ? beside : below;
  return Math.min(CELL, width, TALLEST / Math.max(taps.rows, places.rows));
}

// A map as rim, inside and cells; returns the group for marks, in units of cells.
function drawMap(figure, { rows, columns }, scale, margin) {
  const svg = figure.querySelector("svg");
  const pattern = `convcalc-rim-${figure.dataset.map}`;
  svg.setAttribute("viewBox", `0 0 ${columns} ${rows}`);
  svg.setAttribute("width", Math.max(SMALLEST, columns * scale));
  svg.setAttribute("height", Math.max(SMALLEST, rows * scale));
  svg.setAttribute("preserveAspectRatio", "none");
  const marks = shape("g", {});
  const inside = { x: margin, y: margin, width: columns - 2 * margin, height: rows - 2 * margin };
  svg.replaceChildren(
    hatching(pattern, 5 / scale),
    shape("rect", { x: 0, y: 0, width: columns, height: rows, class: "convcalc-rim", fill: `url(#${pattern})` }),
    shape("rect", { ...inside, class: "convcalc-inside" }),
    ...(isGrid({ rows, columns }) ? [shape("path", { d: gridLines(rows, columns), class: "convcalc-lines" })] : []),
    marks,
  );
  return marks;
}

function hatching(id, step) {
  const pattern = shape("pattern", { id, width: step, height: step, patternUnits: "userSpaceOnUse" });
  const line = shape("path", { d: `M0 ${step}L${step} 0`, class: "convcalc-hatch" });
  pattern.append(line);
  return pattern;
}

function gridLines(rows, columns) {
  let path = "";
  for (let row = 1; row < rows; row++) path += `M0 ${row}H${columns}`;
  for (let column = 1; column < columns; column++) path += `M${column} 0V${rows}`;
  return path;
}

// A cell, or a box around it that is larger by `more` cells.
function cellBox({ row, column }, name, more = 0) {
  return shape("rect", { x: column - more / 2, y: row - more / 2, width: 1 + more, height: 1 + more, class: name });
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
