// Keys, sound and focus of the control room. State lives on the server; this file only hears and sounds.
let room = null;
let audio = null;
let alarm = { level: 0, muted: false };
let timer = 0;
let lastHand = 0;
let handled = new Set();

const KEYS_OFF = "safetyhub.keys.off";
// Gap in ms between repeats and notes as [hertz, start s, length s], by severity; louder and faster as it matters more.
const SOUNDS = {
  4: { gap: 3000, gain: 0.5, notes: [[988, 0, 0.16], [784, 0.2, 0.16], [988, 0.4, 0.16], [784, 0.6, 0.16]] },
  3: { gap: 10000, gain: 0.35, notes: [[784, 0, 0.18], [988, 0.25, 0.18]] },
  2: { gap: 30000, gain: 0.25, notes: [[659, 0, 0.2]] },
  1: { gap: 120000, gain: 0.15, notes: [[523, 0, 0.2]] },
};

// Keys that the page hears beside the help key, and whether it makes sound.
export function start(reference, codes, sounds = true) {
  room = reference;
  handled = new Set(codes ?? QUEUE_CODES);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  for (const kind of ["pointermove", "pointerdown", "wheel", "focusin", "keydown"]) document.addEventListener(kind, onHand, { passive: true });
  new MutationObserver(showSwitch).observe(document.body, { childList: true, subtree: true });
  if (sounds) openAudio();
  document.documentElement.dataset.keys = "ready";
}

export function stop() {
  room = null;
  document.removeEventListener("keydown", onKey);
  document.removeEventListener("click", onClick);
  for (const kind of ["pointermove", "pointerdown", "wheel", "focusin", "keydown"]) document.removeEventListener(kind, onHand);
  clearTimeout(timer);
}

// The server asks whether somebody's browser is still there; a page that lost its connection cannot answer.
export function here() {
  return true;
}

// In a window beside this one: a wall must not go away for an incident.
export function showAside(address, name) {
  window.open(address, name)?.focus();
}

export function focus(id) {
  const element = document.getElementById(id);
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

export function sound(level, muted) {
  const louder = level > alarm.level || (alarm.muted && !muted);
  alarm = { level, muted };
  if (louder || timer === 0) again();
}

function again() {
  clearTimeout(timer);
  timer = 0;
  const pattern = SOUNDS[alarm.level];
  if (!pattern) return;
  if (!alarm.muted) play(pattern);
  timer = setTimeout(again, pattern.gap);
}

function play(pattern) {
  if (!audio || audio.state !== "running") return;
  for (const [hertz, from, length] of pattern.notes) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime + from;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(pattern.gain, at + 0.02);
    volume.gain.linearRampToValueAtTime(0, at + length);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + length);
  }
}

function openAudio() {
  audio ??= new AudioContext();
  audio.onstatechange = tellAudio;
  tellAudio();
}

function tellAudio() {
  room?.invokeMethodAsync("OnAudio", audio.state);
}

function onClick(event) {
  if (audio?.state === "suspended") audio.resume();
  const button = event.target.closest?.("[data-audio=test]");
  if (button) play(SOUNDS[4]);
  if (event.target.matches?.("[data-keys=switch]")) localStorage.setItem(KEYS_OFF, event.target.checked ? "0" : "1");
}

function onKey(event) {
  if (audio?.state === "suspended") audio.resume();
  if (!room || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.repeat && event.code !== "KeyJ" && event.code !== "KeyK" && !event.code.startsWith("Arrow")) return;
  if (document.querySelector(".mud-dialog")) return;
  const target = event.target;
  if (target.closest?.("input, textarea, select, [contenteditable]")) {
    if (event.code === "Escape") target.blur();
    return;
  }
  if (keysOff() && !(event.code === "Slash" && event.shiftKey)) return;
  const inRow = target.matches?.(".row-hit, .tile-hit, .desk-hit");
  if ((event.code === "Enter" || event.code === "Space") && target !== document.body && !inRow) return;
  if (!handled.has(event.code)) return;
  event.preventDefault();
  room.invokeMethodAsync("OnKey", event.code, event.shiftKey);
}

const QUEUE_CODES = ["KeyJ", "KeyK", "ArrowDown", "ArrowUp", "Enter", "NumpadEnter", "KeyA", "KeyS", "KeyE", "KeyN", "KeyZ", "KeyR", "KeyM", "Period", "Slash",
  "Escape", "Digit1", "Digit2", "Digit3", "Digit4", "Numpad1", "Numpad2", "Numpad3", "Numpad4"];

function keysOff() {
  return localStorage.getItem(KEYS_OFF) === "1";
}

function showSwitch() {
  for (const box of document.querySelectorAll("[data-keys=switch]")) box.checked = !keysOff();
}

// The hand is in the list while it moves there; said at most once in two seconds.
function onHand(event) {
  if (!room || !event.target.closest?.("#rows") || event.timeStamp - lastHand < 2000) return;
  lastHand = event.timeStamp;
  room.invokeMethodAsync("OnHand");
}
