import { expect, expectConverged, test } from "@motet/playwright";

test("two people write through a crash", async ({ motet, openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("From Ada. ");
  await ben.waitForText("From Ada. ");

  await Promise.all([ada.type("More from Ada."), motet.kill()]);
  await ben.goOffline();
  await ben.type("From Ben, alone. ");
  await motet.start();
  await ben.goOnline();

  const text = await expectConverged([ada, ben]);
  expect(text).toContain("More from Ada.");
  expect(text).toContain("From Ben, alone. ");
});

test("people who see different texts have not converged, and the error shows where they part", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.type("Common words.");
  await ben.waitForText("words.");
  await ben.goOffline();
  await ada.selectText("Common");
  await ada.press("ControlOrMeta+b");

  await expect(expectConverged([ada, ben], { withinMs: 500 })).rejects.toThrow(
    [
      "- what Ada sees",
      "+ what Ben sees",
      "  title │ ",
      "- paragraph │ ⟨bold: Common⟩ words.",
      "+ paragraph │ Common words.",
    ].join("\n"),
  );
});
