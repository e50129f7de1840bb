import type { FileStore, OpenedFile, ReceivedFile } from "@motet/server";
import { Problem } from "../http/problems.js";
import { IMAGE_MEDIA_TYPES, type ImageHeader, readImageHeader } from "./read-image-header.js";

export interface ImageLimits {
  readonly maxBytes: number;
  readonly maxPixels: number;
  readonly maxBytesPerDocument: number;
  readonly maxFilesPerDocument: number;
  /** Uploads at a time, of everybody. */
  readonly maxUnderWay: number;
}

export const DEFAULTS: ImageLimits = {
  maxBytes: 10_000_000,
  maxPixels: 50_000_000,
  maxBytesPerDocument: 500_000_000,
  maxFilesPerDocument: 2_000,
  maxUnderWay: 64,
};

export interface KeptImage {
  readonly name: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** The pictures of documents. What one is and how large is read from its bytes, never from what its sender says. */
export class Images {
  #underWay = 0;

  constructor(
    private readonly files: FileStore,
    readonly limits: ImageLimits = DEFAULTS,
  ) {}

  /** Rejects with a `Problem`, and what the content throws is passed on. */
  async put(documentId: string, content: AsyncIterable<Uint8Array>): Promise<KeptImage> {
    if (this.#underWay >= this.limits.maxUnderWay) throw new Problem("too-many-uploads");
    this.#underWay += 1;
    try {
      this.#assertRoom(await this.files.usage(documentId), 0);
      const read = { type: "", width: 0, height: 0 };
      const { name, bytes } = await this.files.put(documentId, this.#bounded(content), (file) => {
        const { extension, width, height } = this.#judge(file);
        Object.assign(read, { type: IMAGE_MEDIA_TYPES[extension], width, height });
        return extension;
      });
      return { name, ...read, bytes };
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Rejects with a `Problem` "not-found". */
  async open(documentId: string, name: string): Promise<OpenedFile & { readonly type: string }> {
    const file = await this.files.open(documentId, name);
    const type = Object.entries(IMAGE_MEDIA_TYPES).find(([extension]) => name.endsWith(`.${extension}`))?.[1];
    if (file === null || type === undefined) throw new Problem("not-found");
    return { ...file, type };
  }

  #judge({ head, bytes, usage }: ReceivedFile): ImageHeader {
    const header = readImageHeader(head);
    if (header === null) throw new Problem("not-an-image");
    if (header.width * header.height > this.limits.maxPixels) throw new Problem("too-many-pixels");
    this.#assertRoom(usage, bytes);
    return header;
  }

  #assertRoom(usage: { readonly files: number; readonly bytes: number }, more: number): void {
    const { maxBytesPerDocument, maxFilesPerDocument } = this.limits;
    if (usage.files >= maxFilesPerDocument || usage.bytes + more > maxBytesPerDocument) {
      throw new Problem("document-full");
    }
  }

  async *#bounded(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const part of content) {
      bytes += part.length;
      if (bytes > this.limits.maxBytes) throw new Problem("image-too-large");
      yield part;
    }
  }
}
