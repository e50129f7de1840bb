const POLYNOMIAL = 0x82f63b78;

/** Eight tables: eight bytes at a time, several times as fast as one by one. */
const TABLES = Array.from({ length: 8 }, () => new Uint32Array(256));
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
  Uint32Array,
];
for (let byte = 0; byte < 256; byte += 1) {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  T0[byte] = value;
}
for (let byte = 0; byte < 256; byte += 1) {
  let value = T0[byte] as number;
  for (const table of TABLES.slice(1)) {
    value = (value >>> 8) ^ (T0[value & 0xff] as number);
    table[byte] = value;
  }
}

const at = (table: Uint32Array, index: number): number => table[index & 0xff] as number;

/** CRC-32C (Castagnoli), which LevelDB checks its files with; Node has the other CRC-32 only. */
export const crc32c = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  let index = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (; index + 8 <= bytes.length; index += 8) {
    const low = crc ^ view.getUint32(index, true);
    const high = view.getUint32(index + 4, true);
    crc =
      at(T7, low) ^
      at(T6, low >>> 8) ^
      at(T5, low >>> 16) ^
      at(T4, low >>> 24) ^
      at(T3, high) ^
      at(T2, high >>> 8) ^
      at(T1, high >>> 16) ^
      at(T0, high >>> 24);
  }
  for (; index < bytes.length; index += 1) crc = (crc >>> 8) ^ at(T0, crc ^ (bytes[index] as number));
  return (crc ^ 0xffffffff) >>> 0;
};
