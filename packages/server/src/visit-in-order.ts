import * as Y from "yjs";
import type { DecodedUpdate, Struct } from "./decoded-update.js";

/** How far each client is known before the update. */
interface KnownClocks {
  clockOf(client: number): number;
}

/**
 * Goes through the structs as Yjs would integrate them, each after what it refers to. False if one refers to something that neither is known nor comes
 * before it: that one, and what builds on it, is not visited. Cost: the number of structs.
 */
export function visitInOrder(
  { structs }: DecodedUpdate,
  known: KnownClocks,
  visit: (struct: Struct) => void = () => {},
): boolean {
  const reached = new Map<number, number>();
  const waiting = new Map<number, Set<number>>();
  const positions = new Map<number, number>();
  const clockReached = (client: number) => reached.get(client) ?? known.clockOf(client);
  const ready = [...structs.keys()];
  for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
    const list = structs.get(client) as readonly Struct[];
    let position = positions.get(client) ?? 0;
    for (; position < list.length; position++) {
      const struct = list[position] as Struct;
      const missing =
        struct.id.clock + struct.length > known.clockOf(client) ? missingOf(struct, clockReached) : null;
      if (missing !== null) {
        const others = waiting.get(missing) ?? new Set();
        waiting.set(missing, others.add(client));
        break;
      }
      reached.set(client, Math.max(clockReached(client), struct.id.clock + struct.length));
      visit(struct);
    }
    const moved = position > (positions.get(client) ?? 0);
    positions.set(client, position);
    if (moved) {
      ready.push(...(waiting.get(client) ?? []));
      waiting.delete(client);
    }
  }
  for (const [client, list] of structs) {
    if ((positions.get(client) ?? 0) < list.length) return false;
  }
  return true;
}

/** The client of the first thing that the struct refers to and that has not been reached, or null. */
function missingOf(struct: Struct, clockReached: (client: number) => number): number | null {
  if (!(struct instanceof Y.Item)) return null;
  const { origin, rightOrigin, parent } = struct;
  for (const id of [origin, rightOrigin, parent instanceof Y.ID ? parent : null]) {
    if (id && id.clock >= clockReached(id.client)) return id.client;
  }
  return null;
}
