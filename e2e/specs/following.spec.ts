import { expect, type Person, test } from "@motet/playwright";

const LINES = 80;

const followButton = (reader: Person, name: string) =>
  reader.peopleHere.getByRole("button", { name: `Follow ${name}` });
const note = (reader: Person) => reader.page.locator('[data-motet-part="following"]');
const stopButton = (reader: Person) => reader.page.getByRole("button", { name: "Stop following" });
const line = (reader: Person, words: string) => reader.body.getByText(words, { exact: true });
const scrollTop = (reader: Person) => reader.page.evaluate(() => Math.round(window.scrollY));

test("people follow each other through a long text", async ({ openPeople }) => {
  const [ada, ben, cleo] = await openPeople(3, { context: { viewport: { width: 900, height: 600 } } });
  await ada.paste(Array.from({ length: LINES }, (_, at) => `Line ${at}.`).join("\n"));
  await Promise.all([ben, cleo].map((each) => each.waitForText(`Line ${LINES - 1}.`)));
  await ben.placeCaretAfter("Line 60.");
  await ada.placeCaretAfter("Line 0.");
  await expect(line(ada, "Line 60.")).not.toBeInViewport();

  // By the keyboard: the page goes to the caret and stays with it, and says so.
  await followButton(ada, "Ben").focus();
  await ada.page.keyboard.press("Enter");
  await expect(followButton(ada, "Ben")).toHaveAttribute("aria-pressed", "true");
  await expect(note(ada).getByRole("status")).toHaveText("Following Ben. Escape stops it.");
  await expect(line(ada, "Line 60.")).toBeInViewport();
  await ben.placeCaretAfter("Line 20.");
  await expect(line(ada, "Line 20.")).toBeInViewport();
  await expect(line(ada, "Line 60.")).not.toBeInViewport();

  // Whoever is followed may follow back: nobody's page moves for that, nor for what a third writes elsewhere.
  await followButton(ben, "Ada").click();
  await expect(line(ben, "Line 0.")).toBeInViewport();
  const stood = [await scrollTop(ada), await scrollTop(ben)];
  await cleo.placeCaretAfter("Line 79.");
  await cleo.type(" Cleo");
  await Promise.all([ada, ben].map((each) => each.waitForText("Line 79. Cleo")));
  expect([await scrollTop(ada), await scrollTop(ben)]).toEqual(stood);

  // One's own key ends it, Escape does, and so does the button, which gives the focus back.
  await ben.placeCaretAfter("Line 0.");
  await ben.type("!");
  await expect(stopButton(ben)).toHaveCount(0);
  await expect(note(ben).getByRole("status")).toHaveText("No longer following Ada");
  await ada.page.keyboard.press("Escape");
  await expect(stopButton(ada)).toHaveCount(0);
  await followButton(ada, "Cleo").click();
  await expect(line(ada, "Line 79. Cleo")).toBeInViewport();
  await stopButton(ada).click();
  await expect(stopButton(ada)).toHaveCount(0);
  await expect(followButton(ada, "Cleo")).toBeFocused();
  await expect(followButton(ada, "Cleo")).toHaveAttribute("aria-pressed", "false");

  // A turn of the wheel ends it, and what the other does then moves nothing.
  await followButton(ada, "Ben").click();
  await expect(line(ada, "Line 0.!")).toBeInViewport();
  await ada.page.mouse.move(450, 400);
  await ada.page.mouse.wheel(0, 700);
  await expect(stopButton(ada)).toHaveCount(0);
  await ben.placeCaretAfter("Line 60.");
  await ben.type("?");
  await ada.waitForText("Line 60.?");
  await expect(line(ada, "Line 60.?")).not.toBeInViewport();

  // Who leaves is followed no longer.
  await followButton(ada, "Cleo").click();
  await expect(stopButton(ada)).toBeVisible();
  await cleo.close();
  await expect(stopButton(ada)).toHaveCount(0);
  await expect(note(ada).getByRole("status")).toHaveText("No longer following Cleo");
});
