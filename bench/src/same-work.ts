/** Throws where contestants do not end with the same text: then their times do not compare. */
export function assertSameWork(what: string, texts: ReadonlyMap<string, readonly string[]>): void {
  const [first, ...others] = [...texts].map(([name, blocks]) => ({ name, text: blocks.join("\n") }));
  for (const { name, text } of others) {
    if (first && text !== first.text) {
      throw new Error(`${what}: ${name} does not show the same text as ${first.name}`);
    }
  }
}
