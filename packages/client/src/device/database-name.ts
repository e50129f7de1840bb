/** One database for each person: nobody reads another's, and signing out deletes it whole. */
export function databaseName(owner: string): string {
  return `motet/${owner}`;
}
