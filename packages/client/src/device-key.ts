const STORED_AS = "motet.device";
const KEY = /^[A-Za-z0-9_-]{16,64}$/;

let key: string | null = null;

/**
 * The secret of this device: the same in every tab, new where nothing can be kept. A server that knows no users lets nobody else write with the Yjs
 * clientIDs that were first used with it.
 */
export function deviceKey(): string {
  key ??= stored() ?? newKey();
  return key;
}

function stored(): string | null {
  try {
    const storage = globalThis.localStorage;
    const found = storage.getItem(STORED_AS);
    if (found !== null && KEY.test(found)) return found;
    storage.setItem(STORED_AS, newKey());
    // What another tab may have written meanwhile counts.
    return storage.getItem(STORED_AS);
  } catch {
    // Not there, denied, or full.
    return null;
  }
}

function newKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
