import { crc32 } from "node:zlib";

const SEAL_BYTES = 4;

/** Puts a CRC-32 over key and body before the body: a record that was damaged, or that lies under another's key, does not open. */
export const seal = (key: Buffer, body: readonly Uint8Array[]): Buffer => {
  const sealed = Buffer.concat([Buffer.alloc(SEAL_BYTES), ...body]);
  sealed.writeUInt32BE(crc32(sealed.subarray(SEAL_BYTES), crc32(key)));
  return sealed;
};

/** The body, without a copy; null when the checksum does not fit. */
export const unseal = (key: Buffer, sealed: Buffer): Buffer | null => {
  if (sealed.length < SEAL_BYTES) return null;
  const body = sealed.subarray(SEAL_BYTES);
  return crc32(body, crc32(key)) === sealed.readUInt32BE(0) ? body : null;
};
