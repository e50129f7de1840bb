import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MalformedMessage } from "./malformed-message.js";

/**
 * Numbers the frames of one direction of the fallback transport, 0, 1, 2 …: HTTP between the two ends may repeat a
 * request, or answer one that never arrived.
 */
export class Numbering {
  #sent = 0;
  #received = 0;

  number(frame: Uint8Array): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, this.#sent++);
      encoding.writeUint8Array(encoder, frame);
    });
  }

  /**
   * The frame; null when it has been received before.
   * @throws MalformedMessage when one before it is missing, or there is no number.
   */
  receive(numbered: Uint8Array): Uint8Array | null {
    const decoder = decoding.createDecoder(numbered);
    const number = readNumber(decoder);
    if (number < this.#received) return null;
    if (number > this.#received) throw new MalformedMessage(`Frame ${number} where ${this.#received} is due`);
    this.#received += 1;
    return numbered.subarray(decoder.pos);
  }
}

function readNumber(decoder: decoding.Decoder): number {
  try {
    return decoding.readVarUint(decoder);
  } catch {
    throw new MalformedMessage("A frame without a number");
  }
}
