export interface OriginCheck {
  /** The request's `Origin` header. */
  readonly origin: string | undefined;
  /** The request's `Host` header. */
  readonly host: string | undefined;
  /** Origins beside the server's own; "*": all. */
  readonly allowed: readonly string[] | "*";
}

/**
 * Whether a page of that origin may speak to us. A browser always sends an Origin with WebSockets and with requests that change something;
 * a request without one comes from a program, which carries no cookies of somebody else's. The scheme is not compared with our own: behind
 * a proxy that ends TLS we do not know it.
 */
export const isAllowedOrigin = ({ origin, host, allowed }: OriginCheck): boolean => {
  if (origin === undefined || allowed === "*" || allowed.includes(origin)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
};
