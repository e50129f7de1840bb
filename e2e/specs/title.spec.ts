import { expect, expectConverged, test } from "@motet/playwright";

test("two people name a document together", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.title.click();
  await ada.page.keyboard.type("Plan of the work", { delay: 25 });
  await expect(ben.title).toHaveValue("Plan of the work");
  await expect(ben.page).toHaveTitle(/^Plan of the work/);

  await ben.title.press("Home");
  await ada.title.press("End");
  await Promise.all([
    ada.page.keyboard.type(", second draft", { delay: 25 }),
    ben.page.keyboard.type("The ", { delay: 25 }),
  ]);
  await expect(ben.title).toHaveValue("The Plan of the work, second draft");
  await ada.waitForSaved();
  await expectConverged([ada, ben]);
});

test("undo in the title takes back one's own typing alone", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ben.title.click();
  await ben.page.keyboard.type("Ben", { delay: 25 });
  await expect(ada.title).toHaveValue("Ben");
  await ada.title.press("End");
  await ada.page.keyboard.type(" & Ada", { delay: 25 });
  await expect(ben.title).toHaveValue("Ben & Ada");
  await expect(async () => {
    // One step is what was typed without a pause.
    await ada.press("ControlOrMeta+z");
    await expect(ben.title).toHaveValue("Ben", { timeout: 500 });
  }).toPass();
  await expectConverged([ada, ben]);
});

test("Enter goes from the title into the text; the title is one line", async ({ openPeople }) => {
  const [ada, ben] = await openPeople(2);
  await ada.title.click();
  await ada.page.keyboard.type("Title\nText", { delay: 25 });
  await ben.waitForText("Text");
  expect(await ben.titleText()).toBe("Title");
  expect(await expectConverged([ada, ben])).toBe("Text");
});

test("a title set over REST shows in open tabs and keeps what is typed into it meanwhile", async ({
  motet,
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  await ada.title.click();
  await ada.page.keyboard.type("Draft", { delay: 25 });
  await ada.waitForSaved();
  const address = `${motet.url}/api/documents/${encodeURIComponent(ada.documentId)}`;
  await expect.poll(async () => (await ada.page.request.get(address)).status()).toBe(200);
  expect((await ada.page.request.patch(address, { data: { title: "Draft of today" } })).ok()).toBe(true);
  await expect(ben.title).toHaveValue("Draft of today");
  await expectConverged([ada, ben]);
});
