import { encodeUtf8 } from "lib0/string";
import { LIMITS } from "./limits.js";
import type { Broadcast } from "./message.js";

/**
 * For those who send: what `decode` would refuse at the other end.
 * @throws RangeError that says what is too large
 */
export function checkBroadcast({ topic, data }: Pick<Broadcast, "topic" | "data">): void {
  const { maxBroadcastTopicBytes, maxBroadcastBytes } = LIMITS;
  const bytes = encodeUtf8(topic).length;
  if (bytes === 0 || bytes > maxBroadcastTopicBytes)
    throw new RangeError(`A topic has 1 to ${maxBroadcastTopicBytes} bytes, this one ${bytes}.`);
  if (data.length > maxBroadcastBytes)
    throw new RangeError(`A broadcast has at most ${maxBroadcastBytes} bytes, this one ${data.length}.`);
}
