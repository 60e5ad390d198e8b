import type { Problem } from './types';

/** A request that was answered with an error, or with nothing: then its status is 0 and its code `OFFLINE`. */
export class ApiError extends Error {
  readonly status: number;
  /** The API's stable word for the error; the client shows its own sentence for it. */
  readonly code: string;
  /** What is wrong with each field, in the server's words. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** How many seconds the server wants to be left alone. */
  readonly retryAfter: number | undefined;
  /** The entry of the outbox that was refused: whoever shows the error takes it away. */
  entry: number | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    fields: Record<string, string[]> = {},
    retryAfter?: number,
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later without a change: nobody answered, or somebody was busy. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** The error in an answer. A proxy between us and the suite may answer with a page of its own. */
export async function errorOf(response: Response): Promise<ApiError> {
  let problem: Partial<Problem> = {};
  try {
    problem = (await response.json()) as Partial<Problem>;
  } catch {
    // Not JSON. The status says enough.
  }
  const wait = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new ApiError(
    response.status,
    problem.code ?? (response.status >= 500 ? 'UNAVAILABLE' : 'INTERNAL'),
    problem.detail ?? response.statusText,
    (problem.errors as Record<string, string[]> | undefined) ?? {},
    Number.isFinite(wait) ? wait : undefined,
  );
}

/** The error of a request that got no answer. */
export const offline = (): ApiError => new ApiError(0, 'OFFLINE', 'No connection.');
