import Calendar from "lucide-react/icons/calendar";
import { defineExtension } from "../../core/extension.js";
import { OWN_STEP } from "../../core/own-step.js";
import { DateView } from "./DateView.js";
import { DATE_CODEC } from "./date-node.js";
import { DATE_STRINGS } from "./date-strings.js";
import { $insertDate, registerDates } from "./dates.js";
import { today } from "./show-date.js";

/** Days between words, in the language of each who reads them. */
export const dateExtension = defineExtension({
  name: "date",
  strings: DATE_STRINGS,
  inlines: [DATE_CODEC],
  commands: [
    {
      id: "insertDate",
      icon: Calendar,
      places: { insert: "sectionBlocks" },
      run: (editor) => editor.update(() => $insertDate(today()), OWN_STEP),
      isEnabled: ({ isInText, within }) => isInText && !within.has("code") && !within.has("motet-equation"),
    },
  ],
  register: registerDates,
  View: DateView,
});
