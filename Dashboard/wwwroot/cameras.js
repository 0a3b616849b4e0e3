// Asks for one picture a second of every camera that is in view; never two requests for one camera at a time.
const EVERY = 1000, STALE = 5000;
let running = false;
const inView = new Set();
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
  observer?.disconnect();
  inView.clear();
}

async function loop() {
  if (!running) return;
  const tiles = document.querySelectorAll(".tile");
  for (const tile of tiles) observer.observe(tile);
  if (!document.hidden) await Promise.allSettled([...inView].filter(tile => tile.isConnected).map(refresh));
  setTimeout(loop, EVERY);
}

async function refresh(tile) {
  const image = tile.querySelector("img");
  const words = tile.parentElement.dataset;
  try {
    const answer = await fetch(`/cameras/${image.dataset.camera}/snapshot.jpg`, { cache: "no-store", signal: AbortSignal.timeout(4000) });
    if (answer.status !== 200) return none(tile, image, words, answer.headers.get("X-Picture-State") === "private" ? words.private : tile.dataset.none ?? words.none);
    const age = Number(answer.headers.get("X-Picture-Age"));
    const before = image.src;
    image.src = URL.createObjectURL(await answer.blob());
    if (before.startsWith("blob:")) URL.revokeObjectURL(before);
    image.hidden = false;
    const stale = age > STALE;
    tile.classList.toggle("stale", stale);
    tile.querySelector(".picture-note").textContent = stale ? words.stale.replace("{0}", Math.round(age / 1000)) : "";
    tile.querySelector(".picture-age").textContent = words.age.replace("{0}", (age / 1000).toFixed(1));
  } catch {
    none(tile, image, words);
  }
}

function none(tile, image, words, why = words.none) {
  image.hidden = true;
  tile.classList.remove("stale");
  tile.querySelector(".picture-note").textContent = why;
  tile.querySelector(".picture-age").textContent = "";
}
