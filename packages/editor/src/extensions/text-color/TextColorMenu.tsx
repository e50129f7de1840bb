import { COLORS, type Color } from "@motet/model";
import Palette from "lucide-react/icons/palette";
import { DropdownMenu, Toolbar as RadixToolbar } from "radix-ui";
import { type ReactNode, useState } from "react";
import type { TextColors } from "../../core/binding.js";
import { OWN_STEP } from "../../core/own-step.js";
import { useEditorContext, useStrings } from "../../react/context.js";
import { Hint } from "../../react/Hint.js";
import { useCommandState } from "../../react/use-command-state.js";
import { $readTextColor, $setTextColor } from "./text-color.js";
import { TEXT_COLOR_STRINGS } from "./text-color-strings.js";

const PARTS = [
  { part: "color", label: "textColorText" },
  { part: "background", label: "textColorMark" },
] as const;

/** `null` first: without a color. */
const CHOICES: readonly (Color | null)[] = [null, ...COLORS];

/** The colors of the selected text: a menu in the toolbar. */
export function TextColorMenu(): ReactNode {
  const { layer } = useEditorContext();
  const strings = useStrings(TEXT_COLOR_STRINGS);
  const { state, editor } = useCommandState();
  const [colors, setColors] = useState<TextColors | null>(null);
  const isEnabled = editor !== undefined && state.isInText && !state.within.has("code");
  return (
    <DropdownMenu.Root
      modal={false}
      // Read when it is asked for: the selection may be the whole document.
      onOpenChange={(isOpen) => {
        if (isOpen) setColors(editor?.getEditorState().read($readTextColor, { editor }) ?? null);
      }}
    >
      <Hint label={strings.textColor}>
        <DropdownMenu.Trigger asChild>
          <RadixToolbar.Button
            className="motet-button"
            aria-label={strings.textColor}
            disabled={!isEnabled}
            onMouseDown={(event) => event.preventDefault()}
          >
            <Palette size={18} aria-hidden="true" />
          </RadixToolbar.Button>
        </DropdownMenu.Trigger>
      </Hint>
      <DropdownMenu.Portal container={layer}>
        <DropdownMenu.Content
          className="motet-menu"
          data-motet-part="text-color-menu"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            editor?.focus();
          }}
        >
          {PARTS.map(({ part, label }) => (
            <DropdownMenu.RadioGroup key={part} aria-label={strings[label]} value={colors?.[part] ?? ""}>
              <DropdownMenu.Label className="motet-menu-section">{strings[label]}</DropdownMenu.Label>
              {CHOICES.map((choice) => (
                <DropdownMenu.RadioItem
                  key={choice ?? ""}
                  value={choice ?? ""}
                  className="motet-menu-item"
                  onSelect={() => editor?.update(() => $setTextColor(part, choice), OWN_STEP)}
                >
                  <span className="motet-color-sample" style={sampleOf(part, choice)} aria-hidden="true">
                    A
                  </span>
                  <span>{strings[nameOf(choice)]}</span>
                  <DropdownMenu.ItemIndicator className="motet-menu-check">✓</DropdownMenu.ItemIndicator>
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function nameOf(color: Color | null): keyof typeof TEXT_COLOR_STRINGS {
  if (color === null) return "textColorNone";
  return `textColor${color.charAt(0).toUpperCase()}${color.slice(1)}` as keyof typeof TEXT_COLOR_STRINGS;
}

function sampleOf(part: "color" | "background", color: Color | null): Record<string, string> {
  if (color === null) return {};
  return part === "color"
    ? { color: `var(--motet-ink-${color})` }
    : { backgroundColor: `var(--motet-mark-${color})` };
}
