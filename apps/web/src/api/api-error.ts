import { speech } from "../language/language.js";

/** Why a call did not give what was asked for. */
export type Problem =
  /** No answer: the network, or the server, is away. */
  | { readonly kind: "unreachable" }
  /** The server refused (`application/problem+json`). `detail` is fit for a person to read, from the answer's `detail` or else its `title`; "" when there was neither. */
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly detail: string }
  /** An answer that is not ours: a proxy's page, an other version. */
  | { readonly kind: "unreadable" };

/** The one error that leaves the API client (beside the abort of its caller). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(explainProblem(problem), options);
  }
}

/** A sentence for the person in front of the screen; what the server says itself is in English. */
export function explainProblem(problem: Problem): string {
  const { words, language } = speech();
  switch (problem.kind) {
    case "unreachable":
      return words.problemUnreachable;
    case "unreadable":
      return words.problemUnreadable;
    case "refused":
      if (problem.detail !== "" && language === "en")
        return /[.!?…]$/u.test(problem.detail) ? problem.detail : `${problem.detail}.`;
      if (problem.status === 404) return words.problemGone;
      if (problem.status === 429) return words.problemTooMany;
      if (problem.status >= 500) return words.problemServer;
      return words.problemRefused;
  }
}

/** What went wrong in any call, also where it was thrown by something unforeseen. */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiError ? error.problem : { kind: "unreachable" };
}

export function decodeProblem(status: number, body: unknown): Problem {
  const { code, detail, title } = (typeof body === "object" && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return {
    kind: "refused",
    status,
    code: typeof code === "string" ? code : "",
    detail: sentence(detail) || sentence(title),
  };
}

function sentence(value: unknown): string {
  return typeof value === "string" ? value.trim().slice(0, 300) : "";
}
