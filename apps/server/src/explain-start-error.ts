import { StoreError } from "@motet/server";
import type { Config } from "./settings/config.js";
import { TlsError } from "./settings/read-tls.js";

/** One sentence for the operator that names the thing; never a stack. */
export const explainStartError = (error: unknown, { host, port }: Config): string => {
  if (error instanceof TlsError) return error.message;
  if (error instanceof StoreError) return `${error.message}. (DATA_DIR)`;
  const { code, message } = error as NodeJS.ErrnoException;
  const explain = EXPLANATIONS[code ?? ""];
  return explain === undefined ? `Motet could not start: ${message}` : explain(host, port);
};

const isNoAddress = (host: string): string => `HOST ${host} is not an address of this machine.`;

const EXPLANATIONS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} on ${host} is in use by another program. Choose another with PORT or --port.`,
  EACCES: (host, port) =>
    `Port ${port} on ${host} may not be used by this user. Choose another with PORT or --port.`,
  EADDRNOTAVAIL: isNoAddress,
  ENOTFOUND: isNoAddress,
  EAI_AGAIN: isNoAddress,
};
