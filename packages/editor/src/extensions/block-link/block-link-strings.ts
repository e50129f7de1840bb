/** Words of links to blocks. */
export const BLOCK_LINK_STRINGS = {
  copyBlockLink: "Copy link to block",
  copyBlockLinkKeywords: "address anchor share",
  blockLinkCopied: "The link to this block has been copied.",
  blockLinkNotCopied: "The browser did not let the link be copied.",
  blockLinkGone: "The block that this link leads to is not there any more.",
} as const;
