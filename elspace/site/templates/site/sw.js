{% comment %}The one service worker of the platform (address /sw.js, views/day_pack.py). Its cache's name carries the version of
what lies in it.{% endcomment %}// Keeps the day pack, the page of today and tomorrow, for when the network is gone; at the desk the first names of today until
// closing; and one page without a name that says so in place of any other. It keeps nothing else: every page, file and answer goes
// to the hub as if it were not there.
"use strict";
const PACK = "{{ pack_url|escapejs }}";
const TODAY = "{{ today_url|escapejs }}";
const SIGN_OUT = "{{ sign_out_url|escapejs }}";
const LOCK = "{{ lock_url|escapejs }}";
const LOCKED = "{{ locked_url|escapejs }}"; // the page that asks for six digits: the computer was locked, or locked itself
const WITH_IT = ["{% static "core/paper.css" %}", "{% static "site/day-pack.js" %}"];
const OFFLINE = "{{ offline_url|escapejs }}";
const STYLE = "{% static "core/paper.css" %}";
const SHELF = "elspace-day-pack-1";
const SPARE = "elspace-offline-1";
{% if desk %}const DESK = "{{ desk.live|escapejs }}";
const DESK_KEPT = "{{ desk.kept|escapejs }}";
const DESK_LIST = "{{ desk.evacuation|escapejs }}";
const DESK_FILES = [{% for path in desk.files %}"{{ path|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
{% endif %}const DESK_SHELF = "elspace-desk-{{ desk.release }}"; // of this release: the next one begins anew
let left = 0; // how often somebody signed out or locked this computer: what was on its way to a shelf then is not laid down
const LIFE = 48 * 3600e3;
const CUT = [502, 503, 504]; // what a proxy answers when the hub behind it is gone

// As a stranger gets it: nothing of whoever is signed in.
async function lay() {
  const paths = [OFFLINE, STYLE];
  const found = await Promise.all(paths.map((path) => fetch(path, { cache: "no-store", credentials: "omit" })));
  if (found.some((one) => !one.ok || one.redirected)) return;
  const spare = await caches.open(SPARE);
  for (const [place, path] of paths.entries()) await spare.put(path, found[place]);
}

async function offline() {
  const found = await caches.match(OFFLINE, { cacheName: SPARE });
  if (!found) return Response.error();
  const headers = new Headers(found.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const text = await found.text();
  return new Response((await kept()) ? text.replaceAll("data-pack-here hidden", "data-pack-here") : text, { status: 503, headers });
}

self.addEventListener("install", (event) => {
  event.waitUntil(lay().catch(() => {}).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("elspace-") && ![SHELF, SPARE, DESK_SHELF].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
})()));

// All of it, or what was there before.
async function keep() {
  const before = left;
  const answer = await fetch(PACK, { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return false;
  const files = await Promise.all(WITH_IT.map(async (path) => [path, await fetch(path)]));
  if (files.some(([, file]) => !file.ok)) return false;
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const text = (await answer.text()).replace('data-day-pack="fresh"', 'data-day-pack="kept"');
  await caches.delete(SHELF);
  const shelf = await caches.open(SHELF);
  for (const [path, file] of files) await shelf.put(path, file);
  await shelf.put(PACK, new Response(text, { headers }));
  if (before === left) return true;
  await caches.delete(SHELF);
  return false;
}

async function kept() {
  const found = await caches.match(PACK, { cacheName: SHELF });
  if (!found) return null;
  if (Date.now() - Number(found.headers.get("X-Kept-At")) < LIFE) return found;
  await caches.delete(SHELF);
  return null;
}

{% if desk %}// The desk's page with its files; until closing, which the hub says with it.
async function keepDesk() {
  const before = left;
  const answer = await fetch(DESK_KEPT, { cache: "no-store", credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return false;
  const files = await Promise.all(DESK_FILES.map(async (path) => [path, await fetch(path)]));
  if (files.some(([, file]) => !file.ok)) return false;
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  const keptAt = Date.now();
  headers.set("X-Kept-At", String(keptAt));
  const text = (await answer.text()).replace('data-desk="kept"', `data-desk="kept" data-desk-kept-at="${keptAt}"`);
  const shelf = await caches.open(DESK_SHELF);
  for (const [path, file] of files) await shelf.put(path, file);
  await shelf.put(DESK_KEPT, new Response(text, { headers }));
  if (before === left) return true;
  await caches.delete(DESK_SHELF);
  return false;
}

async function keptDesk() {
  const found = await caches.match(DESK_KEPT, { cacheName: DESK_SHELF });
  if (!found) return null;
  const age = Date.now() - Number(found.headers.get("X-Kept-At")); // how long: this device's clock may be wrong
  if (age < Number(found.headers.get("X-Closes-In"))) return found;
  await caches.delete(DESK_SHELF);
  return null;
}
{% endif %}
self.addEventListener("message", (event) => {
  const done = { keep, drop: () => caches.delete(SHELF){% if desk %}, "keep-desk": keepDesk, "drop-desk": () => caches.delete(DESK_SHELF){% endif %} }[event.data]?.();
  if (done) event.waitUntil(done.catch(() => false).then((well) => event.ports[0]?.postMessage(well)));
});

async function page(event) {
  let answer = null;
  try { answer = (await event.preloadResponse) || (await fetch(event.request)); } catch { /* no network */ }
  const isOfHub = answer?.headers.has("Content-Language"); // a proxy's own page does not say
  if (answer && (isOfHub || !CUT.includes(answer.status))) return answer;
{% if desk %}  const isDesk = [DESK, DESK_KEPT, DESK_LIST].includes(new URL(event.request.url).pathname);
  const desk = isDesk && (await keptDesk());
  if (desk) return desk;
{% endif %}  const isOurs = [PACK, TODAY].includes(new URL(event.request.url).pathname);
  return (isOurs && (await kept())) || offline();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname === LOCKED || (request.method === "POST" && [SIGN_OUT, LOCK].includes(url.pathname))) {
    left += 1;
    event.waitUntil(Promise.all([caches.delete(SHELF), caches.delete(DESK_SHELF)]));
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.waitUntil(kept()); // too old: dropped at the first opening of anything
{% if desk %}    event.waitUntil(keptDesk());
{% endif %}    event.respondWith(page(event));
  } else if (WITH_IT.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(url.pathname)) || Response.error()));
  }{% if desk %} else if (DESK_FILES.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(async () => (await caches.match(url.pathname, { cacheName: DESK_SHELF })) || Response.error()));
  }{% endif %}
});
