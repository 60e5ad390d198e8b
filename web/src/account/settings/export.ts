import { fetchAs } from '../../api/client';
import { offline } from '../../api/problem';

/**
 * Reads all that the suite holds about the person, as it is sent, and gives it to the browser as a file. Says how many bytes are here. An
 * answer that breaks off is not complete: nothing is saved then.
 */
export async function saveExport(name: string, signal: AbortSignal, progress: (bytes: number) => void): Promise<void> {
  const response = await fetchAs(new Request(new URL('/api/v1/account/export/', location.origin), { signal }), null);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        break;
      }
      chunks.push(value);
      bytes += value.length;
      progress(bytes);
    }
  } catch (error) {
    throw signal.aborted ? error : offline();
  }
  save(new Blob(chunks, { type: 'application/json' }), name);
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
