import { ApiError } from "./api-error.js";

/** What the list knows about one document. Times are milliseconds since the epoch. */
export interface DocumentSummary {
  readonly id: string;
  /** "" while nobody has given one. */
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null while it is not in the trash. */
  readonly trashedAt: number | null;
}

export interface DocumentsPage {
  readonly documents: readonly DocumentSummary[];
  readonly nextCursor: string | null;
}

/** Both decoders throw an `ApiError` of kind "unreadable" for what is no answer of ours. Unknown keys are left alone. */
export function decodeDocument(value: unknown): DocumentSummary {
  const record = asRecord(value);
  const { id, title } = record;
  if (typeof id !== "string" || id === "" || !id.isWellFormed()) throw unreadable();
  if (typeof title !== "string") throw unreadable();
  return {
    id,
    title: title.toWellFormed(),
    createdAt: decodeTime(record.createdAt),
    updatedAt: decodeTime(record.updatedAt),
    trashedAt:
      record.trashedAt === undefined || record.trashedAt === null ? null : decodeTime(record.trashedAt),
  };
}

export function decodeDocumentsPage(value: unknown): DocumentsPage {
  const { documents, nextCursor } = asRecord(value);
  if (!Array.isArray(documents)) throw unreadable();
  if (nextCursor !== undefined && nextCursor !== null && typeof nextCursor !== "string") throw unreadable();
  return { documents: documents.map(decodeDocument), nextCursor: nextCursor || null };
}

/** ISO 8601 or milliseconds. */
function decodeTime(value: unknown): number {
  const time = typeof value === "string" ? Date.parse(value) : value;
  if (typeof time !== "number" || Number.isNaN(new Date(time).getTime())) throw unreadable();
  return time;
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unreadable();
  return value as Record<string, unknown>;
}

function unreadable(): ApiError {
  return new ApiError({ kind: "unreadable" });
}
