const FINAL_BINARY = 0x82;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;

/** Up to this size it is cheaper to copy messages behind one another than to hand them to the system in parts. */
const MAX_JOINED_BYTES = 64 * 1024;

/**
 * Messages as the bytes of unmasked binary WebSocket frames (RFC 6455 §5.2), to be written one after the other: small ones in one piece. ws makes a header and
 * two writes for every socket; what goes to a thousand sockets is made once here.
 */
export const toFrames = (messages: readonly Uint8Array[]): readonly Uint8Array[] => {
  const parts = messages.flatMap((message) => [headerOf(message.length), message]);
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  return bytes <= MAX_JOINED_BYTES ? [Buffer.concat(parts, bytes)] : parts;
};

const headerOf = (length: number): Buffer => {
  if (length < LENGTH_IN_16_BITS) return Buffer.from([FINAL_BINARY, length]);
  const isLong = length > 0xffff;
  const header = Buffer.alloc(isLong ? 10 : 4);
  header[0] = FINAL_BINARY;
  header[1] = isLong ? LENGTH_IN_64_BITS : LENGTH_IN_16_BITS;
  if (isLong) header.writeBigUInt64BE(BigInt(length), 2);
  else header.writeUInt16BE(length, 2);
  return header;
};
