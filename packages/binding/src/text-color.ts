import { type Attributes, BACKGROUND, COLORS, type Color, TEXT_COLOR } from "@motet/model";

/** The colors of a piece of text; `null`: as the page has it. */
export interface TextColors {
  readonly color: Color | null;
  readonly background: Color | null;
}

const NO_COLORS: TextColors = { color: null, background: null };

const DECLARATION =
  /^(?:color: ?var\(--motet-ink-([a-z]+)\)|background-color: ?var\(--motet-mark-([a-z]+)\))$/;

/** The style of a Lexical text node in these colors: variables that a theme defines, so that it can be read in each. */
export function textStyle({ color, background }: TextColors): string {
  const ink = color === null ? "" : `color: var(--motet-ink-${color});`;
  const mark = background === null ? "" : `background-color: var(--motet-mark-${background});`;
  return ink + mark;
}

/** The colors that a style stands for; `null` where it says something else as well. */
export function readTextStyle(style: string): TextColors | null {
  if (style === "") return NO_COLORS;
  let { color, background } = NO_COLORS;
  for (const declaration of style.split(";")) {
    if (declaration.trim() === "") continue;
    const match = DECLARATION.exec(declaration.trim());
    const [ink, mark] = [asColor(match?.[1]), asColor(match?.[2])];
    if (ink === null && mark === null) return null;
    color = ink ?? color;
    background = mark ?? background;
  }
  return { color, background };
}

export function colorsOf(attributes: Attributes): TextColors {
  const color = asColor(attributes[TEXT_COLOR]);
  const background = asColor(attributes[BACKGROUND]);
  return color === null && background === null ? NO_COLORS : { color, background };
}

function asColor(value: unknown): Color | null {
  return COLORS.find((color) => color === value) ?? null;
}
