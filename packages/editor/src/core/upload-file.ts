/** A file that a server now keeps. */
export interface UploadedFile {
  /** Where it is kept: `/files/…` of the page's own origin, or `https`. */
  readonly url: string;
  /** In pixels; 0: not known. */
  readonly width: number;
  readonly height: number;
}

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress(fraction: number): void;
  readonly signal: AbortSignal;
}

/** Brings a file to a server. Rejects with an `UploadRefused` where there is a reason to tell the writer. */
export type UploadFile = (file: File, options: UploadOptions) => Promise<UploadedFile>;

/** Its message is a sentence for the writer. */
export class UploadRefused extends Error {
  override readonly name = "UploadRefused";
}
