import * as Y from "yjs";
import { type DecodedUpdate, decodeUpdate } from "./decoded-update.js";
import { StoreError } from "./store-error.js";

/** @throws StoreError "damaged" */
export function decodeStored(update: Uint8Array): DecodedUpdate {
  const decoded = decodeUpdate(update);
  if (decoded === null) throw new StoreError("damaged", "A stored update cannot be read");
  return decoded;
}

/** What a checkpoint holds: every client's structs from the first, without a gap. @throws StoreError "damaged" */
export function decodeCheckpointState(state: Uint8Array): DecodedUpdate {
  const decoded = decodeStored(state);
  for (const structs of decoded.structs.values()) {
    let expected = 0;
    for (const struct of structs) {
      if (struct instanceof Y.Skip || struct.id.clock !== expected)
        throw new StoreError("damaged", "A checkpoint has a gap");
      expected += struct.length;
    }
  }
  return decoded;
}
