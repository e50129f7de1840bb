export const WEB_EMBED_STRINGS = {
  webEmbed: "Embed",
  webEmbedKeywords: "video youtube vimeo figma loom codepen spotify iframe web",
  webEmbedAddress: "Address to embed",
  webEmbedHint: "YouTube, Vimeo, Figma, Loom, CodePen or Spotify",
  webEmbedRefused: "Only addresses of YouTube, Vimeo, Figma, Loom, CodePen and Spotify can be embedded.",
  webEmbedApply: "Embed",
  webEmbedCancel: "Cancel",
  webEmbedShow: "Show {site} here",
  webEmbedPrivacy: "{site} learns that you are here only once you show it.",
  webEmbedUnknown: "Nothing can be shown from this address.",
} as const;
