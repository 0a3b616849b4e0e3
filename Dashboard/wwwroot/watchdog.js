// Watches the control room from outside: a screen that froze looks healthy, so something else must look at it.
(() => {
  const LATE = 5000;
  const box = document.getElementById("watchdog");
  const title = document.title;
  let tick = null, tickAt = performance.now(), healthAt = performance.now(), lastClock = "", alarmed = false, beat = 0;

  const modal = document.getElementById("components-reconnect-modal");
  modal?.addEventListener("components-reconnect-state-changed", event => {
    const state = event.detail.state;
    if (state === "show") modal.showModal();
    else if (state === "hide") modal.close();
    else if (state === "failed") modal.classList.add("failed");
    else if (state === "rejected") location.reload();
  });
  document.getElementById("reconnect-retry")?.addEventListener("click", () => location.reload());
  document.getElementById("watchdog-reload").addEventListener("click", () => location.reload());

  async function health() {
    try {
      const answer = await fetch(box.dataset.health, { cache: "no-store", signal: AbortSignal.timeout(2000) });
      if (answer.ok) healthAt = performance.now();
    } catch { /* late is late, whatever the cause */ }
    setTimeout(health, 2000);
  }

  function look() {
    const now = performance.now();
    const element = document.getElementById("feed-tick");
    if (!element) { tickAt = now; }
    else if (element.dataset.tick !== tick) { tick = element.dataset.tick; tickAt = now; lastClock = new Date().toLocaleTimeString("en-GB", { timeZone: "Asia/Seoul" }); }
    const late = now - tickAt > LATE || now - healthAt > LATE;
    if (late !== alarmed) show(late);
    if (late && beat++ % 3 === 0) beep();
    setTimeout(look, 1000);
  }

  let shown = title;
  function show(late) {
    alarmed = late;
    box.hidden = !late;
    if (late) { shown = document.title; document.title = box.dataset.title; document.getElementById("watchdog-last").textContent = lastClock; }
    else document.title = shown;
  }

  let audio = null;
  function beep() {
    audio ??= new AudioContext();
    if (audio.state !== "running") return;
    const tone = audio.createOscillator();
    tone.type = "square";
    tone.frequency.value = 440;
    const volume = audio.createGain();
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.6);
  }

  health();
  look();
})();
