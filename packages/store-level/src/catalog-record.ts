import type { DocumentRecord } from "@motet/server";

export const encodeRecord = ({ id, title, createdAt, updatedAt, trashedAt }: DocumentRecord): Buffer =>
  Buffer.from(JSON.stringify({ id, title, createdAt, updatedAt, trashedAt }));

/** Null for bytes that are no record. */
export const decodeRecord = (value: Buffer): DocumentRecord | null => {
  try {
    const record: unknown = JSON.parse(value.toString());
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
};

const isRecord = (value: unknown): value is DocumentRecord => {
  if (typeof value !== "object" || value === null) return false;
  const { id, title, createdAt, updatedAt, trashedAt } = value as Record<string, unknown>;
  return (
    typeof id === "string" &&
    typeof title === "string" &&
    typeof createdAt === "number" &&
    typeof updatedAt === "number" &&
    (trashedAt === null || typeof trashedAt === "number")
  );
};
