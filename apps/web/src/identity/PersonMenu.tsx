import { UserRoundPen } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useWords } from "../language/use-speech.js";
import { fill } from "../language/words.js";
import { useLandmark } from "../ui/use-landmark.js";
import { Avatar } from "./Avatar.js";
import { PersonForm } from "./PersonForm.js";
import type { Seat } from "./person.js";
import { usePerson } from "./use-person.js";

interface PersonMenuProps {
  readonly seat: Seat;
  /** Also the name beside the avatar, where there is room. */
  readonly isNamed?: boolean;
  /** No avatar: the page shows one already, among the people here. */
  readonly isQuiet?: boolean;
}

/** Who one is here, and the small form to change it. */
export function PersonMenu({ seat, isNamed = false, isQuiet = false }: PersonMenuProps) {
  const words = useWords();
  const person = usePerson(seat);
  const [ref, landmark] = useLandmark();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        ref={ref}
        className={isQuiet ? "icon-button" : "person-button"}
        aria-label={fill(words.youAreChange, { name: person.name })}
        title={fill(words.youAre, { name: person.name })}
      >
        {isQuiet ? <UserRoundPen size={19} aria-hidden /> : <Avatar person={person} />}
        {isNamed && <span className="person-button__name">{person.name}</span>}
      </Popover.Trigger>
      <Popover.Portal container={landmark}>
        <Popover.Content
          className="popover"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={words.howOthersSeeYou}
        >
          <PersonForm seat={seat} onDone={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
