import type { DocumentRecord } from "@motet/server";

/** A document as the REST API shows it; times in ISO 8601. */
export interface DocumentBody {
  readonly id: string;
  readonly title: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly trashedAt: string | null;
}

export const toDocumentBody = ({
  id,
  title,
  createdAt,
  updatedAt,
  trashedAt,
}: DocumentRecord): DocumentBody => ({
  id,
  title,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
  trashedAt: trashedAt === null ? null : iso(trashedAt),
});

const iso = (time: number): string => new Date(time).toISOString();
