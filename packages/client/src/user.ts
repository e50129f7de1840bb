/** Somebody as the provider's owner names them. */
export interface User {
  readonly id?: string;
  readonly name: string;
  /** `#rrggbb`; without one, a colour is chosen. */
  readonly color?: string;
}

/** Somebody as shown: whatever a client claimed, every field is fit to be put on a page. */
export interface ShownUser {
  /** "" when none was given. */
  readonly id: string;
  /** 1–64 characters on one line, without control or direction-changing characters. */
  readonly name: string;
  /** `#rrggbb`, in lower case. */
  readonly color: string;
}

export const ANONYMOUS = "Anonymous";
const MAX_NAME_CHARACTERS = 64;
const MAX_ID_CHARACTERS = 255;

/** Dark enough to carry white text (at least 4.5 to 1). */
export const COLORS: readonly string[] = [
  "#b3361f",
  "#8a5a00",
  "#4f6b1f",
  "#1f6f54",
  "#1c6a86",
  "#3f57b0",
  "#7a45a8",
  "#a8326e",
];

/**
 * Makes a shown user of an awareness state's `user`, which any client can set to anything.
 *
 * @param clientId chooses the colour where none is given or it is not one
 */
export function shownUser(claimed: unknown, clientId: number): ShownUser {
  const { id, name, color } = fields(claimed);
  return {
    id: text(id, MAX_ID_CHARACTERS),
    name: text(name, MAX_NAME_CHARACTERS) || ANONYMOUS,
    color:
      typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : colorFor(clientId),
  };
}

export function sameUser(a: ShownUser, b: ShownUser): boolean {
  return a.id === b.id && a.name === b.name && a.color === b.color;
}

function fields(claimed: unknown): { id?: unknown; name?: unknown; color?: unknown } {
  return typeof claimed === "object" && claimed !== null ? claimed : {};
}

function text(value: unknown, maxCharacters: number): string {
  if (typeof value !== "string" && typeof value !== "number") return "";
  const visible = String(value)
    .slice(0, maxCharacters * 4)
    // Control, format (direction overrides, zero-width) and unpaired surrogate characters.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/[\u200b-\u200c\u200e-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  return [...visible].slice(0, maxCharacters).join("").trim();
}

function colorFor(clientId: number): string {
  return COLORS[clientId % COLORS.length] as string;
}
