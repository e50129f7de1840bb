/**
 * A person's colours. Each carries white text (≥ 4.5 : 1) and stands out from the page in both themes (≥ 3 : 1);
 * neighbours in the list are far apart in hue. A name is the key of a word.
 */
export const PALETTE = [
  { name: "colorVermilion", value: "#c8442b" },
  { name: "colorTeal", value: "#0b7f7f" },
  { name: "colorViolet", value: "#7f56c9" },
  { name: "colorOlive", value: "#6f7a1c" },
  { name: "colorRose", value: "#c73a6d" },
  { name: "colorBlue", value: "#2f6fd0" },
  { name: "colorOchre", value: "#9c6a10" },
  { name: "colorGreen", value: "#2b8045" },
  { name: "colorMagenta", value: "#b03fa5" },
  { name: "colorSteel", value: "#4d748f" },
  { name: "colorUmber", value: "#996040" },
  { name: "colorIndigo", value: "#5c63c8" },
] as const;
