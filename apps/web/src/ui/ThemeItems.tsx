import { Check, Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useWords } from "../language/use-speech.js";
import { chooseTheme, decodeTheme, THEMES } from "../theme/theme.js";
import { useTheme } from "../theme/use-theme.js";

export const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const THEME_NAMES = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;

/** The choice of the theme, as a part of a menu. */
export function ThemeItems() {
  const words = useWords();
  const theme = useTheme();
  return (
    <DropdownMenu.RadioGroup
      aria-label={words.theme}
      value={theme}
      onValueChange={(value) => chooseTheme(decodeTheme(value))}
    >
      {THEMES.map((each) => {
        const Icon = THEME_ICONS[each];
        return (
          <DropdownMenu.RadioItem key={each} value={each} className="menu__item">
            <Icon size={17} aria-hidden />
            {words[THEME_NAMES[each]]}
            <DropdownMenu.ItemIndicator className="menu__check" asChild>
              <Check size={17} aria-hidden />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        );
      })}
    </DropdownMenu.RadioGroup>
  );
}
