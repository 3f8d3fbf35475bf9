// What a reader would see as broken, as a list of sentences.
function layoutFaults(within) {
  const root = document.querySelector(within);
  return [...widePage(), ...cutBoxes(root), ...overlaps(texts(root))];
}

function widePage() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in a window of ${clientWidth}`] : [];
}

// Boxes whose content is wider than they are and that cannot be scrolled.
function cutBoxes(root) {
  const boxes = [...root.querySelectorAll("*:not(option, select, input, textarea, svg, svg *)")];
  return boxes
    .filter((box) => isShown(box) && !scrolls(box) && getComputedStyle(box).display !== "inline")
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${name(box)} holds ${box.scrollWidth} in ${box.clientWidth}`);
}

// The lines of all texts as boxes of their letters: a line box is taller than its letters are.
function texts(root) {
  const lines = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const isText = node.data.trim() && !node.parentElement.closest("script, style, option, title, desc");
    if (!isText || !isShown(node.parentElement) || isSlanted(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, height } of range.getClientRects()) {
      lines.push({ node, left, right, top: top + 0.2 * height, bottom: bottom - 0.2 * height });
    }
  }
  return lines;
}

// The boxes around slanted labels cross where their letters do not.
function isSlanted(element) {
  return /rotate\(/.test(element.closest("[transform]")?.getAttribute("transform") ?? "");
}

function overlaps(lines) {
  const faults = [];
  lines.forEach((a, index) => {
    for (const b of lines.slice(index + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (a.node !== b.node && across > 1 && down > 1) faults.push(`${quoted(a)} lies over ${quoted(b)}`);
    }
  });
  return faults;
}

// Neither hidden nor cut down to a point, as texts for screen readers are.
function isShown(element) {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  for (let at = element; at; at = at.parentElement) {
    const isPoint = at instanceof HTMLElement && at.clientWidth === 1 && at.clientHeight === 1;
    if (isPoint) return false;
  }
  return true;
}

function scrolls(element) {
  return ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
}

function name(element) {
  const classes = [...element.classList].map((word) => `.${word}`).join("");
  return `${element.tagName.toLowerCase()}${element.id && `#${element.id}`}${classes}`;
}

function quoted({ node }) {
  return `'${node.data.trim().slice(0, 40)}'`;
}
