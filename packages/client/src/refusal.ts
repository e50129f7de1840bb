/** A final no. */
export interface Refusal {
  /** The server's close code, 4400–4499. */
  readonly code: number;
  /** What the server says about it; may be "". */
  readonly reason: string;
}

const MAX_REASON_CHARACTERS = 200;

/** The statuses that would be the same next time: bad document id, credential, forbidden, not found. */
const FINAL_STATUSES: readonly number[] = [400, 401, 403, 404];

/**
 * Asks over HTTP why a WebSocket was refused: a browser does not tell a page the status of a refused upgrade. Motet's
 * server answers a plain GET at the same address with the same checks, as `application/problem+json`; anything else
 * (a proxy's page, another server, no answer, another origin without CORS) is no refusal. Never rejects.
 *
 * @param address the socket's address, `ws(s)://`
 */
export async function refusalAt(
  address: string,
  credential: string | null,
  signal: AbortSignal,
): Promise<Refusal | null> {
  try {
    const response = await fetch(address.replace(/^ws/, "http"), {
      headers: credential === null ? {} : { authorization: `Bearer ${credential}` },
      cache: "no-store",
      redirect: "error",
      signal,
    });
    const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json");
    if (!isProblem || !FINAL_STATUSES.includes(response.status)) {
      await response.body?.cancel();
      return null;
    }
    return { code: 4000 + response.status, reason: titleOf(await response.json()) };
  } catch {
    return null;
  }
}

function titleOf(problem: unknown): string {
  const hasTitle = typeof problem === "object" && problem !== null && "title" in problem;
  return hasTitle && typeof problem.title === "string" ? problem.title.slice(0, MAX_REASON_CHARACTERS) : "";
}
