import * as Y from "yjs";

/** How far somebody knows each Yjs client; null for bytes that are no state vector. */
export function decodeStateVector(bytes: Uint8Array): ReadonlyMap<number, number> | null {
  try {
    return Y.decodeStateVector(bytes);
  } catch {
    return null;
  }
}
