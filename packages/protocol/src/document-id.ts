import { encodeUtf8 } from "lib0/string";
import { LIMITS } from "./limits.js";
import { MalformedMessage } from "./malformed-message.js";

const CONTROL_CHARACTERS = /\p{Cc}/u;

/**
 * The document id in the rest of a URL's path, percent-decoded once: 1–255 bytes of UTF-8 without control characters. Anything else is an
 * ordinary name: `a/b`, `__proto__`, `../x`.
 * @throws MalformedMessage
 */
export function parseDocumentId(percentEncoded: string): string {
  let documentId: string;
  try {
    documentId = decodeURIComponent(percentEncoded);
    // Throws for an unpaired surrogate, which has no UTF-8.
    encodeURIComponent(documentId);
  } catch {
    throw new MalformedMessage("The document id is not percent-encoded UTF-8");
  }
  const bytes = encodeUtf8(documentId).length;
  if (bytes === 0 || bytes > LIMITS.maxDocumentIdBytes) {
    throw new MalformedMessage(
      `A document id has 1 to ${LIMITS.maxDocumentIdBytes} bytes, this one ${bytes}`,
    );
  }
  if (CONTROL_CHARACTERS.test(documentId))
    throw new MalformedMessage("The document id holds control characters");
  return documentId;
}
