const NAME = "block";

/** The page's address with a block's name behind `#`. */
export function addressOfBlock(page: string, blockId: string): string {
  const url = new URL(page);
  url.hash = new URLSearchParams({ [NAME]: blockId }).toString();
  return url.href;
}

/** The name of the block that an address leads to; null: none. */
export function blockOfAddress(page: string): string | null {
  return new URLSearchParams(new URL(page).hash.slice(1)).get(NAME);
}
