import { decodeUtf8, encodeUtf8 } from "lib0/string";
import { LIMITS } from "./limits.js";
import type { Broadcast } from "./message.js";

/**
 * A broadcast of a JSON value, for those who send one.
 * @throws RangeError for what `decode` would refuse at the other end; TypeError for what is no JSON
 */
export function toBroadcast(topic: string, value: unknown, by: Broadcast["by"]): Broadcast {
  const { maxBroadcastTopicBytes, maxBroadcastBytes } = LIMITS;
  const topicBytes = encodeUtf8(topic).length;
  if (topicBytes === 0 || topicBytes > maxBroadcastTopicBytes)
    throw new RangeError(`A topic has 1 to ${maxBroadcastTopicBytes} bytes, this one ${topicBytes}.`);
  const text: unknown = JSON.stringify(value);
  if (typeof text !== "string") throw new TypeError("What is broadcast has to be JSON.");
  const data = encodeUtf8(text);
  if (data.length > maxBroadcastBytes)
    throw new RangeError(
      `A broadcast has at most ${maxBroadcastBytes} bytes of JSON, this one ${data.length}.`,
    );
  return { topic, data, by };
}

/** What was broadcast; undefined where it is no JSON, whoever has sent that. */
export function fromBroadcast({ data }: Broadcast): unknown {
  try {
    return JSON.parse(decodeUtf8(data));
  } catch {
    return undefined;
  }
}
