/** Fetches a part of the program that is not there from the beginning; without a connection, once there is one. */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
    return fetchPart(load);
  }
}
