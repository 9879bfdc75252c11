/* What was typed and is not with the group yet, kept on this phone under the account that typed it.
A packet: {op, account, url, device, base, at, answers: {path: [[name, text]]}, closed, refused}.
Open packets still take answers; a closed one is sent as it is, again and again, under one op. */
const NAME = "plans";
const STORE = "packets";
const OLD = 90 * 24 * 3600 * 1000; // milliseconds: what nobody came back for
const inMemory = new Map(); // where the browser keeps nothing
let database;

function opened() {
  database ||= new Promise((done) => {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "op" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
      asked.onblocked = () => done(null);
    } catch {
      done(null);
    }
  });
  return database;
}

async function ask(mode, what) {
  const db = await opened();
  if (!db) return undefined;
  return new Promise((done, fail) => {
    const turn = db.transaction(STORE, mode);
    const asked = what(turn.objectStore(STORE));
    turn.oncomplete = () => done(asked.result);
    turn.onerror = () => fail(turn.error);
    turn.onabort = () => fail(turn.error);
  });
}

/** Keeps a packet; false when it stands in memory only and goes with the page. */
export async function keep(packet) {
  inMemory.set(packet.op, packet);
  try {
    if (!(await opened())) return false;
    await ask("readwrite", (store) => store.put(packet));
    return true;
  } catch {
    return false; // the phone is full
  }
}

export async function forget(packet) {
  inMemory.delete(packet.op);
  try {
    await ask("readwrite", (store) => store.delete(packet.op));
  } catch { /* it is sent once more, under the same op, and changes nothing */ }
}

/** The packets of one account, the oldest first. */
export async function packetsOf(account) {
  let kept = [];
  try {
    kept = (await ask("readonly", (store) => store.getAll())) || [];
  } catch { /* as if nothing was kept */ }
  const all = new Map(kept.map((packet) => [packet.op, packet]));
  for (const [op, packet] of inMemory) all.set(op, packet);
  const now = Date.now();
  const known = [...all.values()].filter((packet) => packet.account === account);
  for (const packet of known.filter((one) => now - one.at > OLD)) await forget(packet);
  return known.filter((one) => now - one.at <= OLD).sort((one, other) => one.at - other.at);
}

/** A new name that nobody else has; older browsers know randomUUID on safe addresses only. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Asks the browser, once somebody has typed, not to throw our packets away. */
export function askToStay() {
  navigator.storage?.persist?.().catch(() => {});
}
