import { expect, expectConverged, test } from "@motet/playwright";

const VIDEO = "https://youtu.be/aqz-KE-bpKQ";

test("one embeds a video by keys while the other writes its caption; its site is asked only when somebody wants to see it", async ({
  openPeople,
}) => {
  const [ada, ben] = await openPeople(2);
  const asked: string[] = [];
  await ben.page.route("https://www.youtube-nocookie.com/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<p>A film</p>" });
  });
  await ada.type("/embed");
  await ada.press("Enter");
  const address = ada.page.getByRole("textbox", { name: "Address to embed" });
  await address.fill("https://evil.example/watch?v=aqz-KE-bpKQ");
  await address.press("Enter");
  await expect(ada.page.getByRole("alert")).toContainText("Only addresses of YouTube");
  await address.fill(VIDEO);
  await address.press("Enter");
  await Promise.all([
    ada.type("Big "),
    ben.page.getByRole("button", { name: "Show YouTube here" }).waitFor(),
  ]);
  await ben.placeCaretAfter("Big");
  await ben.type(" Buck");
  expect(await expectConverged([ada, ben])).toContain("Big Buck");
  expect(asked).toEqual([]);

  await ben.page.getByRole("button", { name: "Show YouTube here" }).press("Enter");
  await expect(ben.page.frameLocator("iframe").getByText("A film")).toBeVisible();
  expect(asked).toEqual(["https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"]);
  await expect(ada.page.locator("iframe")).toHaveCount(0);
  await ada.placeCaretAfter("Buck");
  await ada.type(" Bunny");
  await ben.waitForText("Big Buck Bunny");
  await expect(ben.page.frameLocator("iframe").getByText("A film")).toBeVisible();
  expect(await expectConverged([ada, ben])).toContain("Big Buck Bunny");
});
