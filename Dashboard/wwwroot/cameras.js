// Asks for one picture a second of every camera that is in view; never two requests for one camera at a time.
const EVERY = 1000, LOOK = 250, STALE = 5000;
let running = false;
let timer = 0;
const inView = new Set();
const pictures = new Map(); // image element -> address of the picture it holds
const asked = new WeakMap(); // tile -> when its picture was asked for
let observer = null;

export function start() {
  running = true;
  observer = new IntersectionObserver(entries => {
    for (const entry of entries) entry.isIntersecting ? inView.add(entry.target) : inView.delete(entry.target);
  });
  loop();
}

export function stop() {
  running = false;
  clearTimeout(timer);
  observer?.disconnect();
  inView.clear();
  for (const image of [...pictures.keys()]) forget(image);
}

function loop() {
  if (!running) return;
  for (const tile of document.querySelectorAll(".tile")) observer.observe(tile);
  // A tour changes tiles all day long: what left the page must not keep its picture.
  for (const image of [...pictures.keys()]) if (!image.isConnected) forget(image);
  for (const tile of [...inView]) if (!tile.isConnected) inView.delete(tile);
  const now = performance.now();
  if (!document.hidden) for (const tile of inView) if (now - (asked.get(tile) ?? -EVERY) >= EVERY) ask(tile, now);
  timer = setTimeout(loop, LOOK);
}

// A camera that does not answer holds up nobody but itself.
async function ask(tile, now) {
  asked.set(tile, Infinity);
  await refresh(tile);
  asked.set(tile, now);
}

async function refresh(tile) {
  const image = tile.querySelector("img");
  const words = tile.parentElement.dataset;
  try {
    const answer = await fetch(`/cameras/${image.dataset.camera}/snapshot.jpg`, { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (answer.status !== 200) return none(tile, image, words, answer.headers.get("X-Picture-State") === "private" ? words.private : tile.dataset.none ?? words.none);
    const age = Number(answer.headers.get("X-Picture-Age"));
    const picture = await answer.blob();
    forget(image);
    image.src = URL.createObjectURL(picture);
    pictures.set(image, image.src);
    image.hidden = false;
    const stale = age > STALE;
    tile.classList.toggle("stale", stale);
    tile.querySelector(".picture-note").textContent = stale ? words.stale.replace("{0}", Math.round(age / 1000)) : "";
    tile.querySelector(".picture-age").textContent = words.age.replace("{0}", (age / 1000).toFixed(1));
  } catch {
    none(tile, image, words);
  }
}

function forget(image) {
  const address = pictures.get(image);
  if (address) URL.revokeObjectURL(address);
  pictures.delete(image);
}

function none(tile, image, words, why = words.none) {
  image.hidden = true;
  tile.classList.remove("stale");
  tile.querySelector(".picture-note").textContent = why;
  tile.querySelector(".picture-age").textContent = "";
}
