export const TEXT_COLOR_STRINGS = {
  textColor: "Text color",
  textColorText: "Color of the text",
  textColorMark: "Color behind the text",
  textColorNone: "None",
  textColorGray: "Gray",
  textColorRed: "Red",
  textColorOrange: "Orange",
  textColorYellow: "Yellow",
  textColorGreen: "Green",
  textColorBlue: "Blue",
  textColorPurple: "Purple",
  textColorPink: "Pink",
} as const;
