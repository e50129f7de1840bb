/** The same bytes as a Buffer. leveldown writes any other Uint8Array as the text "1,2,3". */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
