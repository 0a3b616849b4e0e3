// Registers this phone for push: asks the browser, then sends an ordinary form.
(() => {
  const button = document.getElementById("push-on");
  const form = document.getElementById("push-form");
  if (!button || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const worker = await navigator.serviceWorker.register("/my/service-worker.js", { scope: "/my" });
      if (await Notification.requestPermission() !== "granted") throw new Error("refused");
      const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
      const { endpoint, keys } = subscription.toJSON();
      form.elements.endpoint.value = endpoint;
      form.elements.p256dh.value = keys.p256dh;
      form.elements.auth.value = keys.auth;
      form.submit();
    } catch {
      document.getElementById("push-refused").hidden = false;
    }
  });

  function bytes(text) {
    const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")), letter => letter.charCodeAt(0));
  }
})();
