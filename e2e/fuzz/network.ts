/** Updates on their way between people: late, in lumps, in each direction by itself, and cut off for a while. */
export class Network {
  readonly #links = new Map<string, { readonly queue: string[]; isUp: boolean }>();

  send(from: number, people: number, updates: readonly string[]): void {
    for (let to = 0; to < people; to++) if (to !== from) this.#link(from, to).queue.push(...updates);
  }

  /** Takes up to `count` updates that arrive now. */
  take(from: number, to: number, count: number): string[] {
    const link = this.#link(from, to);
    return link.isUp ? link.queue.splice(0, count) : [];
  }

  takeAll(from: number, to: number): string[] {
    return this.#link(from, to).queue.splice(0);
  }

  toggle(from: number, to: number): void {
    const link = this.#link(from, to);
    link.isUp = !link.isUp;
  }

  #link(from: number, to: number): { readonly queue: string[]; isUp: boolean } {
    const name = `${from}>${to}`;
    let link = this.#links.get(name);
    if (link === undefined) {
      link = { queue: [], isUp: true };
      this.#links.set(name, link);
    }
    return link;
  }
}
