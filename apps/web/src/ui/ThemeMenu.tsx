import { DropdownMenu } from "radix-ui";
import { useTheme } from "../theme/use-theme.js";
import { THEME_ICONS, ThemeItems } from "./ThemeItems.js";
import { useLandmark } from "./use-landmark.js";

export function ThemeMenu() {
  const theme = useTheme();
  const [ref, landmark] = useLandmark();
  const Icon = THEME_ICONS[theme];
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger ref={ref} className="icon-button" aria-label="Theme" title="Theme">
        <Icon size={19} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={landmark}>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <ThemeItems />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
