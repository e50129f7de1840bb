import { $getSelectionStyleValueForProperty, $patchStyleText } from "@lexical/selection";
import type { Color } from "@motet/model";
import { $getSelection, $isRangeSelection } from "lexical";
import { readTextStyle, type TextColors, textStyle } from "../../core/binding.js";

/** Colors the selected text, or what is typed next; `null` takes the color away. */
export function $setTextColor(part: "color" | "background", value: Color | null): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  const property = part === "color" ? "color" : "background-color";
  $patchStyleText(selection, { [property]: value === null ? null : variable(part, value) });
}

/** The colors that all of the selected text has. */
export function $readTextColor(): TextColors | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return null;
  const declarations = ["color", "background-color"].map((property) => {
    const value = $getSelectionStyleValueForProperty(selection, property);
    return value === "" ? "" : `${property}: ${value};`;
  });
  return readTextStyle(declarations.join(""));
}

/** The value that a style has for a color. */
function variable(part: "color" | "background", value: Color): string {
  const style = textStyle({ color: null, background: null, [part]: value });
  return style.slice(style.indexOf(":") + 1, -1).trim();
}
