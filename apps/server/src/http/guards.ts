import { isAllowedOrigin } from "@motet/server-fastify";
import type { FastifyInstance } from "fastify";
import { isLoopback } from "../settings/config.js";
import { Problem } from "./problems.js";

export interface GuardOptions {
  /** The address that is listened on. */
  readonly host: string;
  readonly publicUrl: string | null;
  readonly allowedOrigins: readonly string[] | "*";
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Two questions before anything else, WebSockets included:
 *
 * - Is the request meant for us? On loopback any page could have its own name resolve to 127.0.0.1 and be of "our" origin (DNS
 *   rebinding), so only our own names are answered.
 * - Does a request that changes something come from a page of ours?
 */
export const guards = (app: FastifyInstance, { host, publicUrl, allowedOrigins }: GuardOptions): void => {
  const names = new Set([
    "localhost",
    "127.0.0.1",
    "[::1]",
    ...hostNameOf(publicUrl),
    ...hostNameOf(`http://${host}`),
  ]);
  const checksHost = isLoopback(host);
  app.addHook("onRequest", async (request) => {
    if (checksHost && !names.has(hostNameOf(`http://${request.host}`)[0] ?? "")) {
      throw new Problem("host-not-allowed");
    }
    if (READING.has(request.method)) return;
    const { origin } = request.headers;
    if (!isAllowedOrigin({ origin, host: request.host, allowed: allowedOrigins }))
      throw new Problem("origin-not-allowed");
  });
};

/** Without the port; IPv6 in brackets. Empty for what is no URL. */
const hostNameOf = (url: string | null): string[] =>
  url !== null && URL.canParse(url) ? [new URL(url).hostname] : [];
