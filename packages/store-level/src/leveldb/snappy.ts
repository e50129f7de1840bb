/** Decompresses a Snappy block as far as it makes sense: a damaged one gives what comes before the damage, and bytes that may be wrong. */
export const uncompress = (input: Buffer): Buffer => {
  let at = 0;
  let length = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = input[at];
    at += 1;
    if (byte === undefined) return Buffer.alloc(0);
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) break;
  }
  // No copy makes more than 64 bytes out of three.
  const output = Buffer.alloc(Math.min(length, input.length * 32));
  let end = 0;
  while (at < input.length && end < output.length) {
    const tag = input[at] as number;
    at += 1;
    const kind = tag & 3;
    if (kind === 0) {
      const extra = Math.max((tag >>> 2) - 59, 0);
      if (at + extra > input.length) break;
      const size = (extra === 0 ? tag >>> 2 : input.readUIntLE(at, extra)) + 1;
      at += extra;
      end += input.copy(output, end, at, Math.min(at + size, input.length));
      at += size;
      continue;
    }
    const offsetBytes = kind === 3 ? 4 : kind;
    if (at + offsetBytes > input.length) break;
    const low = input.readUIntLE(at, offsetBytes);
    at += offsetBytes;
    const size = kind === 1 ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    const offset = kind === 1 ? ((tag >>> 5) << 8) | low : low;
    if (offset === 0 || offset > end) break;
    for (let copied = 0; copied < size && end < output.length; copied += 1, end += 1)
      output[end] = output[end - offset] as number;
  }
  return output.subarray(0, end);
};
