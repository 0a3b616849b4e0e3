// Shows pushes on a caseworker's phone. The text is safe over a lock screen: no name, no health data; the card is behind sign-in.
self.addEventListener("push", event => {
  let message = {};
  try { message = event.data ? event.data.json() : {}; } catch { /* a push without readable text is still a push */ }
  const path = typeof message.path === "string" && message.path.startsWith("/my") ? message.path : "/my";
  event.waitUntil(self.registration.showNotification(message.title || "안전관제", {
    body: message.body || "새 상황이 있습니다", icon: "/_content/SafetyHub.Dashboard/icon.svg", tag: message.tag || "incident",
    renotify: true, requireInteraction: message.severity === "critical", data: { path },
  }));
});

self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(self.clients.matchAll({ type: "window" }).then(open => {
    const page = open.find(client => new URL(client.url).pathname.startsWith("/my"));
    return page ? page.navigate(event.notification.data.path).then(client => client?.focus()) : self.clients.openWindow(event.notification.data.path);
  }));
});
