const NAME = "block";

/** What stands behind a page's address to lead to a block, `#` and all. */
export function hashOfBlock(blockId: string): string {
  return `#${new URLSearchParams({ [NAME]: blockId })}`;
}

/** The page's address with a block's name behind `#`. */
export function addressOfBlock(page: string, blockId: string): string {
  const url = new URL(page);
  url.hash = hashOfBlock(blockId);
  return url.href;
}

/** The name of the block that an address leads to; null: none. */
export function blockOfAddress(page: string): string | null {
  return new URLSearchParams(new URL(page).hash.slice(1)).get(NAME);
}
