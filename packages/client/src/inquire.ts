import type { Refusal } from "./refusal.js";

/** What can be learned over HTTP about a WebSocket that does not come about. */
export type Answer =
  | ({ readonly kind: "refused" } & Refusal)
  /** The server is there and would let us in: it is the WebSocket that does not get through. */
  | { readonly kind: "reachable" }
  | { readonly kind: "unknown" };

const MAX_REASON_CHARACTERS = 200;

/** The statuses that would be the same next time: bad document id, credential, forbidden, not found. */
const FINAL_STATUSES: readonly number[] = [400, 401, 403, 404];
const UPGRADE_REQUIRED = 426;

/**
 * A browser does not tell a page the status of a refused upgrade. Motet's server answers a plain GET at the same address
 * with the same checks, as `application/problem+json`; anything else (a proxy's page, another server, no answer, another
 * origin without CORS) says nothing. Never rejects.
 *
 * @param address the socket's address, `ws(s)://`
 */
export async function inquire(
  address: string,
  credential: string | null,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(address.replace(/^ws/, "http"), {
      headers: credential === null ? {} : { authorization: `Bearer ${credential}` },
      cache: "no-store",
      redirect: "error",
      signal,
    });
    const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
    if (isProblem && FINAL_STATUSES.includes(response.status)) {
      return { kind: "refused", code: 4000 + response.status, reason: titleOf(await response.json()) };
    }
    await response.body?.cancel();
    return { kind: isProblem && response.status === UPGRADE_REQUIRED ? "reachable" : "unknown" };
  } catch {
    return { kind: "unknown" };
  }
}

function titleOf(problem: unknown): string {
  const hasTitle = typeof problem === "object" && problem !== null && "title" in problem;
  return hasTitle && typeof problem.title === "string" ? problem.title.slice(0, MAX_REASON_CHARACTERS) : "";
}
