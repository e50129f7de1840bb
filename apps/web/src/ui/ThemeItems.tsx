import { Check, Monitor, Moon, Sun } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { chooseTheme, decodeTheme, THEMES, type Theme } from "../theme/theme.js";
import { useTheme } from "../theme/use-theme.js";

export const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;
const THEME_NAMES: Readonly<Record<Theme, string>> = {
  system: "Like the system",
  light: "Light",
  dark: "Dark",
};

/** The choice of the theme, as a part of a menu. */
export function ThemeItems() {
  const theme = useTheme();
  return (
    <DropdownMenu.RadioGroup
      aria-label="Theme"
      value={theme}
      onValueChange={(value) => chooseTheme(decodeTheme(value))}
    >
      {THEMES.map((each) => {
        const Icon = THEME_ICONS[each];
        return (
          <DropdownMenu.RadioItem key={each} value={each} className="menu__item">
            <Icon size={17} aria-hidden />
            {THEME_NAMES[each]}
            <DropdownMenu.ItemIndicator className="menu__check" asChild>
              <Check size={17} aria-hidden />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.RadioItem>
        );
      })}
    </DropdownMenu.RadioGroup>
  );
}
