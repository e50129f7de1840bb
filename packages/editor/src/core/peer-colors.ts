/** A person's colour, made readable in both themes. All are `#rrggbb`. */
export interface PeerColors {
  /** Stands out from a light page by at least 3 to 1 (WCAG 1.4.11); `lightInk` is readable on it (4.5 to 1). */
  readonly light: string;
  readonly lightInk: string;
  readonly dark: string;
  readonly darkInk: string;
}

type Rgb = readonly [number, number, number];

const LIGHT_PAGE: Rgb = [255, 255, 255];
const DARK_PAGE: Rgb = [42, 40, 37];
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const FALLBACK: Rgb = [0x6b, 0x66, 0x5e];
const MIN_CONTRAST = 3;

export function peerColors(color: string): PeerColors {
  const given = parse(color) ?? FALLBACK;
  const light = standOut(given, LIGHT_PAGE, BLACK);
  const dark = standOut(given, DARK_PAGE, WHITE);
  return { light: hex(light), lightInk: hex(inkOn(light)), dark: hex(dark), darkInk: hex(inkOn(dark)) };
}

/** The colours as CSS variables; styles.css chooses by theme. */
export function peerVariables(color: string): Readonly<Record<`--motet-${string}`, string>> {
  const { light, lightInk, dark, darkInk } = peerColors(color);
  return {
    "--motet-peer-light": light,
    "--motet-peer-light-ink": lightInk,
    "--motet-peer-dark": dark,
    "--motet-peer-dark-ink": darkInk,
  };
}

/** WCAG's contrast of two colours, 1–21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

export function parse(color: string): Rgb | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (match === null) return undefined;
  const [, r, g, b] = match as unknown as [string, string, string, string];
  return [Number.parseInt(r, 16), Number.parseInt(g, 16), Number.parseInt(b, 16)];
}

function standOut(color: Rgb, page: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mix(color, towards, share);
    if (contrast(mixed, page) >= MIN_CONTRAST) return mixed;
  }
  return towards;
}

function inkOn(color: Rgb): Rgb {
  return contrast(color, WHITE) >= 4.5 ? WHITE : BLACK;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * share);
  return [at(0), at(1), at(2)];
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function hex(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
