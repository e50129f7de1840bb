import { Buffer } from "node:buffer";

/** The beginnings of pictures of any size: what their headers say is all that a server reads. */
export const PICTURES: Readonly<
  Record<"png" | "jpg" | "gif" | "webp", (width: number, height: number) => Buffer>
> = {
  png: (width, height) => {
    const bytes = Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\0", "latin1");
    bytes.writeUInt32BE(width, 16);
    bytes.writeUInt32BE(height, 20);
    return bytes;
  },
  jpg: (width, height) => {
    const bytes = Buffer.from("\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc0\0\x11\x08\0\0\0\0", "latin1");
    bytes.writeUInt16BE(height, 14);
    bytes.writeUInt16BE(width, 16);
    return bytes;
  },
  gif: (width, height) => {
    const bytes = Buffer.from("GIF89a\0\0\0\0", "latin1");
    bytes.writeUInt16LE(width, 6);
    bytes.writeUInt16LE(height, 8);
    return bytes;
  },
  webp: (width, height) => {
    const bytes = Buffer.from(`RIFF\0\0\0\0WEBPVP8X${"\0".repeat(14)}`, "latin1");
    bytes.writeUIntLE(width - 1, 24, 3);
    bytes.writeUIntLE(height - 1, 27, 3);
    return bytes;
  },
};
