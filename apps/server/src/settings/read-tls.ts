import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import type { Config } from "./config.js";

export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** A certificate that cannot be used. The message names the setting. */
export class TlsError extends Error {
  override readonly name = "TlsError";
}

/** Rejects with a `TlsError`. */
export const readTls = async ({ tls }: Pick<Config, "tls">): Promise<Tls | null> => {
  if (tls === null) return null;
  const [cert, key] = await Promise.all([read("TLS_CERT", tls.certFile), read("TLS_KEY", tls.keyFile)]);
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const why = error instanceof Error ? error.message : "unknown";
    throw new TlsError(`TLS_CERT ${tls.certFile} and TLS_KEY ${tls.keyFile} cannot be used: ${why}.`);
  }
  return { cert, key };
};

const read = async (setting: string, file: string): Promise<Buffer> => {
  try {
    return await readFile(file);
  } catch (error) {
    throw new TlsError(
      `${setting} ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}.`,
    );
  }
};
