export type ImageExtension = "png" | "jpg" | "gif" | "webp";

export interface ImageHeader {
  readonly extension: ImageExtension;
  /** CSS pixels before any rotation that the picture asks for. */
  readonly width: number;
  readonly height: number;
}

export const IMAGE_MEDIA_TYPES: Readonly<Record<ImageExtension, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

/** What kind of picture it is and how large, by its bytes alone; null: none of these kinds, or its size is not to be found in them. */
export const readImageHeader = (head: Uint8Array): ImageHeader | null => {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  for (const read of [readPng, readGif, readJpeg, readWebp]) {
    try {
      const found = read(bytes);
      if (found !== null) return found.width > 0 && found.height > 0 ? found : null;
    } catch (error) {
      // It ends before what it promises.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
  return null;
};

const textAt = (bytes: Buffer, at: number, length: number): string =>
  bytes.toString("latin1", at, at + length);

const readPng = (bytes: Buffer): ImageHeader | null => {
  if (textAt(bytes, 0, 8) !== "\x89PNG\r\n\x1a\n" || textAt(bytes, 12, 4) !== "IHDR") return null;
  return { extension: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
};

const readGif = (bytes: Buffer): ImageHeader | null => {
  if (!/^GIF8[79]a/.test(textAt(bytes, 0, 6))) return null;
  return { extension: "gif", width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
};

const SEGMENT = 0xff;
const START_OF_SCAN = 0xda;
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const readJpeg = (bytes: Buffer): ImageHeader | null => {
  if (textAt(bytes, 0, 3) !== "\xff\xd8\xff") return null;
  let at = 2;
  while (bytes.readUInt8(at) === SEGMENT) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === SEGMENT) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      return { extension: "jpg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    }
    const length = bytes.readUInt16BE(at + 2);
    if (marker === START_OF_SCAN || length < 2) return null;
    at += 2 + length;
  }
  return null;
};

const readWebp = (bytes: Buffer): ImageHeader | null => {
  if (textAt(bytes, 0, 4) !== "RIFF" || textAt(bytes, 8, 4) !== "WEBP") return null;
  const extension = "webp";
  switch (textAt(bytes, 12, 4)) {
    case "VP8 ":
      return textAt(bytes, 23, 3) === "\x9d\x01\x2a"
        ? { extension, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
        : null;
    case "VP8L": {
      if (bytes.readUInt8(20) !== 0x2f) return null;
      const bits = bytes.readUInt32LE(21);
      return { extension, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { extension, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
};
