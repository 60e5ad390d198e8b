import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Command } from './commands';

/** One thing that a person did, until the server has it and this client has read what came of it. */
export type Entry = Command & {
  /** The place in the queue. */
  id: number;
  userId: number;
  /** The Idempotency-Key, given at the tap: however often the entry is sent, it acts once. */
  key: string;
  /** When it was tapped; milliseconds of this device's clock. */
  at: number;
  attempts: number;
  /** When it was first sent. The server remembers a key for a day from then on. */
  sentAt: number | null;
  state: 'waiting' | 'done' | 'refused';
  /** Why it was refused: the API's word for it, or one of the client's own. */
  code: string | null;
};

interface Schema extends DBSchema {
  outbox: { key: number; value: Omit<Entry, 'id'> & { id?: number } };
  cache: { key: number; value: unknown };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** The client's database in this browser. */
export function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('focus', 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'id', autoIncrement: true });
      db.createObjectStore('cache');
    },
  });
  return opened;
}
