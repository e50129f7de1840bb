import { DropdownMenu } from "radix-ui";
import { useWords } from "../language/use-speech.js";
import { useTheme } from "../theme/use-theme.js";
import { LanguageItems } from "./LanguageItems.js";
import { THEME_ICONS, ThemeItems } from "./ThemeItems.js";
import { useLandmark } from "./use-landmark.js";

/** How the pages look, and what they speak. */
export function ThemeMenu() {
  const words = useWords();
  const theme = useTheme();
  const [ref, landmark] = useLandmark();
  const Icon = THEME_ICONS[theme];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        ref={ref}
        className="icon-button"
        aria-label={words.themeAndLanguage}
        title={words.themeAndLanguage}
      >
        <Icon size={19} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <ThemeItems />
          <LanguageItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
