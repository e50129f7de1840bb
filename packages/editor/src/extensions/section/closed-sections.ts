/** How many closed sections of a document are remembered; those that were closed first are forgotten. */
const MAX_CLOSED = 500;

/**
 * Which sections of a document one has closed, by the names of their blocks; kept on the device where it lets one keep
 * something. Open is what nobody has closed, so nothing is hidden from whoever has not hidden it.
 */
export class ClosedSections {
  readonly #key: string;
  readonly #ids: Set<string>;

  constructor(documentId: string) {
    this.#key = `motet:closed-sections:${documentId}`;
    this.#ids = new Set(read(this.#key));
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  set(id: string, isClosed: boolean): void {
    this.#ids.delete(id);
    if (isClosed) this.#ids.add(id);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= MAX_CLOSED) break;
      this.#ids.delete(oldest);
    }
    try {
      if (this.#ids.size === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify([...this.#ids]));
    } catch {
      // No room, or none wanted: until the page is closed it is remembered all the same.
    }
  }
}

function read(key: string): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string").slice(-MAX_CLOSED) : [];
  } catch {
    return [];
  }
}
