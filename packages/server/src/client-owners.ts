import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { StoreError } from "./store-error.js";

/** Whom the Yjs clientIDs of a document belong to: the identity that first wrote with each. One that is not here belongs to nobody. */
export class ClientOwners {
  readonly #owners = new Map<number, string>();

  /** @throws StoreError "damaged" */
  static decode(bytes: Uint8Array): ClientOwners {
    const owners = new ClientOwners();
    if (bytes.length === 0) return owners;
    try {
      const decoder = decoding.createDecoder(bytes);
      while (decoding.hasContent(decoder)) {
        const owner = decoding.readVarString(decoder);
        for (let count = decoding.readVarUint(decoder); count > 0; count--)
          owners.claim(decoding.readVarUint(decoder), owner);
      }
    } catch (cause) {
      throw new StoreError("damaged", "The owners of a document's clientIDs cannot be read", { cause });
    }
    return owners;
  }

  of(client: number): string | null {
    return this.#owners.get(client) ?? null;
  }

  claim(client: number, owner: string): void {
    this.#owners.set(client, owner);
  }

  /** For a checkpoint: owner, how many clients, their ids; and so on. */
  encode(): Uint8Array {
    const clients = new Map<string, number[]>();
    for (const [client, owner] of this.#owners) {
      const list = clients.get(owner);
      if (list) list.push(client);
      else clients.set(owner, [client]);
    }
    return encoding.encode((encoder) => {
      for (const [owner, list] of clients) {
        encoding.writeVarString(encoder, owner);
        encoding.writeVarUint(encoder, list.length);
        for (const client of list) encoding.writeVarUint(encoder, client);
      }
    });
  }
}
