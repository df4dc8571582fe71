// The page's one script: listens to /live/events, draws what it hears, and sends what the forms say.

const POINTS = 60;
const $ = (id) => document.getElementById(id);

// Elements from text only: nothing that came over the wire is ever parsed as HTML.
function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const whole = new Intl.NumberFormat("en");
const short = (n) => n >= 100 ? whole.format(Math.round(n)) : String(Math.round(n * 10) / 10);
const seconds = (s) => s >= 1 ? `${s.toFixed(1)} s` : s >= 0.001 ? `${(s * 1e3).toFixed(s >= 0.01 ? 0 : 1)} ms` : `${Math.round(s * 1e6)} µs`;
const percent = (share) => `${share >= 0.1 ? Math.round(share * 100) : (share * 100).toFixed(1)} %`;

function bytes(n) {
  const units = ["B", "KiB", "MiB", "GiB"];
  let unit = 0;
  while (n >= 1024 && unit < units.length - 1) { n /= 1024; unit++; }
  return [unit === 0 || n >= 100 ? String(Math.round(n)) : n.toFixed(1), units[unit]];
}

function duration(s) {
  const d = Math.floor(s / 86400), h = Math.floor(s / 3600) % 24, m = Math.floor(s / 60) % 60;
  return d ? `${d} d ${h} h` : h ? `${h} h ${m} min` : m ? `${m} min ${Math.floor(s % 60)} s` : `${Math.floor(s)} s`;
}

// One tile: a value, a line of detail, and the last minute as an area chart.
class Tile {
  constructor(id, floor) {
    this.root = $(id);
    this.floor = floor; // the chart's top is never below this, so that noise near zero looks like noise
    this.points = [];
    const ns = "http://www.w3.org/2000/svg";
    this.svg = document.createElementNS(ns, "svg");
    this.svg.setAttribute("viewBox", `0 0 ${POINTS - 1} 100`);
    this.svg.setAttribute("preserveAspectRatio", "none");
    this.svg.setAttribute("role", "img");
    this.area = document.createElementNS(ns, "path");
    this.area.setAttribute("class", "area");
    this.line = document.createElementNS(ns, "path");
    this.line.setAttribute("class", "line");
    this.svg.append(this.area, this.line);
    this.root.querySelector(".chart").append(this.svg);
  }

  show(number, unit, more) {
    this.root.querySelector(".value").replaceChildren(number, ...(unit ? [el("small", {}, unit)] : []));
    this.root.querySelector(".more").textContent = more;
  }

  add(point, spoken) {
    this.points.push(point);
    if (this.points.length > POINTS) this.points.shift();
    const top = Math.max(this.floor, ...this.points) * 1.12;
    const first = POINTS - this.points.length;
    const at = this.points.map((p, i) => `${first + i},${(100 - 96 * p / top).toFixed(2)}`);
    this.line.setAttribute("d", `M${at.join("L")}`);
    this.area.setAttribute("d", `M${first},100L${at.join("L")}L${POINTS - 1},100Z`);
    this.svg.setAttribute("aria-label", `last ${this.points.length} seconds, ${spoken}`);
  }
}

const tiles = {
  requests: new Tile("requests", 5),
  connections: new Tile("connections", 5),
  traffic: new Tile("traffic", 4096),
  busy: new Tile("busy", 0.1),
  buffers: new Tile("buffers", 4096),
  heap: new Tile("heap", 1),
};

let before = null;

function draw(now) {
  const past = before ?? now;
  const elapsed = Math.max((now.time - past.time) / 1000, 0.001);
  const rate = (pick) => Math.max(0, pick(now) - pick(past)) / elapsed;

  const requests = rate((l) => l.requests.count);
  tiles.requests.show(short(requests), "/s", `${whole.format(now.requests.count)} in all, ${whole.format(now.requests.active)} being served`);
  tiles.requests.add(requests, `now ${short(requests)} per second`);

  const { active, idle, accepted } = now.connections;
  tiles.connections.show(whole.format(active), "", `${whole.format(idle)} idle, ${whole.format(accepted)} accepted`);
  tiles.connections.add(active, `now ${active}`);

  const sent = rate((l) => l.bytes.sent), [sentNumber, sentUnit] = bytes(sent);
  tiles.traffic.show(sentNumber, `${sentUnit}/s`, `${bytes(rate((l) => l.bytes.received)).join(" ")}/s received`);
  tiles.traffic.add(sent, `now ${sentNumber} ${sentUnit} per second`);

  const busy = now.loops.length ? Math.max(...now.loops.map((l) => l.busy)) : 0;
  const lag = meanLag(now.loops, past.loops);
  tiles.busy.show(percent(busy).replace(" %", ""), "%", `${now.loops.length} loops, lag ${seconds(lag)}`);
  tiles.busy.add(busy, `the busiest now ${percent(busy)}`);

  const held = now.buffers.read + now.buffers.write, [heldNumber, heldUnit] = bytes(held);
  tiles.buffers.show(heldNumber, heldUnit, `${bytes(now.buffers.pooled).join(" ")} free in pools`);
  tiles.buffers.add(held, `now ${heldNumber} ${heldUnit}`);

  const [heapNumber, heapUnit] = bytes(now.machine.heapUsed);
  tiles.heap.show(heapNumber, heapUnit, `of ${bytes(now.machine.heapMax).join(" ")}, ${now.machine.threads} threads`);
  tiles.heap.add(now.machine.heapUsed, `now ${heapNumber} ${heapUnit}`);

  $("facts").textContent = `Java ${now.machine.java}, ${now.machine.cores} cores, up ${duration(now.uptime)}`;
  drawLoops(now.loops, past.loops);
  drawRoutes(now.requests.routes);
  before = now;
}

function meanLag(loops, past) {
  const sum = (list, key) => list.reduce((total, loop) => total + loop[key], 0);
  const count = sum(loops, "lagCount") - sum(past, "lagCount");
  return count > 0 ? Math.max(0, sum(loops, "lagSeconds") - sum(past, "lagSeconds")) / count : 0;
}

function drawLoops(loops, past) {
  $("loops").replaceChildren(...loops.map((loop) => {
    const same = past.filter((l) => l.name === loop.name);
    return el("tr", {},
      el("td", { class: "path" }, loop.name),
      el("td", {}, bar(loop.busy), percent(loop.busy)),
      el("td", { class: "n" }, seconds(meanLag([loop], same))),
      el("td", { class: "n" }, whole.format(loop.pending)),
      el("td", { class: "n" }, whole.format(loop.blocked)));
  }));
}

function bar(share) {
  const filled = el("i");
  filled.style.width = `${Math.min(1, share) * 100}%`;
  return el("span", { class: "bar", "aria-hidden": "true" }, filled);
}

function drawRoutes(routes) {
  $("routes").replaceChildren(...routes.map((route) => el("tr", {},
    el("td", { class: "path" }, `${route.method} ${route.uri}`),
    el("td", {}, route.status),
    el("td", { class: "n" }, whole.format(route.count)),
    el("td", { class: "n" }, seconds(route.meanSeconds)))));
}

function state(name, text) {
  if ($("state").dataset.state === name) return;
  $("state").dataset.state = name;
  $("state").textContent = text;
}

// One connection, on which the numbers come once a second; a page that nobody looks at has none.
let events = null;

function live() {
  events?.close();
  events = null;
  if (document.hidden) return;
  const source = events = new EventSource("/live/events");
  source.onmessage = (event) => {
    draw(JSON.parse(event.data));
    state("live", "live");
  };
  source.onerror = () => {
    state("lost", "no answer, trying again"); // by itself, unless it was refused
    if (source.readyState === EventSource.CLOSED) setTimeout(() => { if (events === source) live(); }, 2000);
  };
}

document.addEventListener("visibilitychange", live);

// Forms: {name} in the path is filled from the fields; with POST the fields are the body, with PUT content is.
const FIELDS = ["allow", "location", "content-type", "content-length", "etag", "retry-after"];

async function send(form) {
  const fields = new FormData(form), button = form.querySelector("button"), output = form.querySelector("output");
  const path = form.dataset.path.replace(/\{(\w+)}/g, (_, name) => encodeURIComponent(fields.get(name)));
  const options = { method: form.dataset.method, cache: "no-store", headers: { Accept: form.dataset.accept ?? "application/json" } };
  if (options.method === "POST") options.body = new URLSearchParams(fields);
  if (options.method === "PUT") options.body = fields.get("content");
  button.disabled = true;
  const started = performance.now();
  try {
    const response = await fetch(path, options);
    const text = await response.text();
    output.replaceChildren(...answer(response, text, options.method, path, performance.now() - started));
  }
  catch (error) {
    output.replaceChildren(el("span", { class: "status refused" }, String(error)));
  }
  output.className = "shown";
  button.disabled = false;
}

function answer(response, text, method, path, millis) {
  const kind = response.redirected ? "moved" : response.ok ? "ok" : "refused";
  const where = response.redirected ? ` from ${new URL(response.url).pathname}` : "";
  const parts = [
    el("span", { class: `status ${kind}` }, `${response.status} ${response.statusText}`),
    ` ${method} ${path}${where}, ${millis.toFixed(millis < 10 ? 1 : 0)} ms`,
  ];
  for (const field of FIELDS) {
    if (response.headers.has(field)) parts.push(el("span", { class: "fields-of" }, `${field}: ${response.headers.get(field)}`));
  }
  if (text) parts.push(el("pre", {}, pretty(text)));
  return parts;
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); }
  catch { return text; }
}

for (const form of document.querySelectorAll("form[data-path]")) {
  form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
}

$("burst").addEventListener("click", async () => {
  const button = $("burst");
  button.disabled = true;
  let left = 500;
  const worker = async () => {
    while (left-- > 0) await fetch(`/users/${1 + left % 5}`, { cache: "no-store" }).then((r) => r.text(), () => {});
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  button.disabled = false;
});

// The guestbook: one request that waits for news, again and again.
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });
let last = 0;

function drawMessage(list, time, { author, text }) {
  const at = new Date(time);
  list.prepend(el("li", {},
    el("b", {}, author),
    el("time", { datetime: at.toISOString() }, clock.format(at)),
    el("p", {}, text)));
  while (list.children.length > 50) list.lastChild.remove();
}

async function listen() {
  let pause = 0;
  try {
    const response = await fetch(`/messages?after=${last}`, { cache: "no-store" });
    if (!response.ok) throw new Error(response.status);
    const news = response.status === 204 ? [] : await response.json();
    if (news.length && news[0].id <= last) { // the server has started again, and counts anew
      $("messages").replaceChildren();
      last = 0;
    }
    for (const message of news) { drawMessage($("messages"), message.at, message); last = message.id; }
  }
  catch {
    pause = 2000;
  }
  setTimeout(listen, pause);
}

$("say").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    const response = await fetch("/messages", { method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
    $("said").textContent = response.ok ? "" : (await response.json()).detail;
    if (response.ok) form.elements.text.value = "";
  }
  catch {
    $("said").textContent = "The server did not answer.";
  }
});

// The chat: a WebSocket, which is opened again when it ends.
let chat = null;
let lastLine = 0;

function meet() {
  const address = new URL("/chat", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  chat = new WebSocket(address);
  chat.onopen = () => {
    $("lines").replaceChildren(); // what was said before comes first
    lastLine = 0;
    $("talk").querySelector("button").disabled = false;
  };
  chat.onmessage = (event) => {
    const heard = JSON.parse(event.data);
    if (heard.id > lastLine) { drawMessage($("lines"), heard.at, heard.said); lastLine = heard.id; }
    if (heard.present) $("present").textContent = heard.present === 1 ? "Only this page is here: open it twice." : `${heard.present} pages are here.`;
  };
  chat.onclose = (event) => {
    $("talk").querySelector("button").disabled = true;
    $("present").textContent = event.reason || "no answer, trying again";
    setTimeout(meet, 2000);
  };
}

$("talk").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  chat.send(JSON.stringify(Object.fromEntries(new FormData(form))));
  form.elements.text.value = "";
});

live();
listen();
meet();
