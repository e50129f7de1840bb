/** Why a socket was closed. 4400–4499 are final: the same attempt would be refused again. */
export const CloseCode = {
  GOING_AWAY: 1001,
  TOO_LARGE: 1009,
  BAD_MESSAGE: 4400,
  /** The credential is missing or has expired. */
  UNAUTHENTICATED: 4401,
  FORBIDDEN: 4403,
  GONE: 4404,
  IDLE: 4408,
  /** The document is over its budget. */
  OVER_BUDGET: 4413,
  TOO_FAST: 4429,
  /** Too slow a reader, or a server that is overloaded or cannot save. */
  OVERLOADED: 4503,
} as const;

export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** True where retrying by itself is pointless and the person has to be told. */
export function isFinal(code: number): boolean {
  return code >= 4400 && code <= 4499;
}
