import { databaseName } from "./database-name.js";
import { DeviceChannel } from "./device-channel.js";
import { DeviceDatabase } from "./device-database.js";

/**
 * For signing out: deletes every document that this person has kept on this device, also what the server does not have
 * yet, and keeps no more of them in any tab. Resolves when all is gone; rejects where the browser refuses.
 */
export async function forgetDevice(owner: string): Promise<void> {
  const name = databaseName(owner);
  const channel = new DeviceChannel(name, { written: () => {}, forgotten: () => {} });
  channel.tellForgotten(null);
  try {
    await DeviceDatabase.remove(name);
  } finally {
    channel.close();
  }
}
