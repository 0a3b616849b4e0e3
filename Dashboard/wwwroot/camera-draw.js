// Points on the picture with mouse, pen or finger: a press on a handle draws it, a press elsewhere sets a new point.
let board = null, page = null, drawn = null, lastSent = 0;
const EVERY = 60;

export function start(element, reference) {
  board = element;
  page = reference;
  board.addEventListener("pointerdown", down);
  board.addEventListener("pointermove", move);
  board.addEventListener("pointerup", up);
  board.addEventListener("pointercancel", up);
}

export function stop() {
  board?.removeEventListener("pointerdown", down);
  board?.removeEventListener("pointermove", move);
  board?.removeEventListener("pointerup", up);
  board?.removeEventListener("pointercancel", up);
  board = page = drawn = null;
}

function place(event) {
  const box = board.getBoundingClientRect();
  const share = (value, from, length) => Math.min(1, Math.max(0, (value - from) / length));
  return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
}

function down(event) {
  if (event.button !== 0) return;
  event.preventDefault();
  const index = event.target.dataset?.point;
  if (index === undefined) {
    page.invokeMethodAsync("Point", ...place(event));
    return;
  }
  drawn = Number(index);
  board.setPointerCapture(event.pointerId);
}

function move(event) {
  if (drawn === null || event.timeStamp - lastSent < EVERY) return;
  lastSent = event.timeStamp;
  page.invokeMethodAsync("Drag", drawn, ...place(event));
}

function up(event) {
  if (drawn === null) return;
  page.invokeMethodAsync("Drag", drawn, ...place(event));
  drawn = null;
}
