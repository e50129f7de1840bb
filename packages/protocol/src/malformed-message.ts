/** The one error that leaves `decode` and `parseDocumentId`. The message says what was wrong and holds nothing of the bytes. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}
