import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';
import { ApiError } from '../api/problem';
import { errorText } from './ErrorText';

interface Shared {
  label: string;
  hint?: string;
  /** The field's name in the API: its own messages are shown below it. */
  name: string;
  error?: unknown;
}

/** What the server found wrong with one field. Its sentences are shown where the error is about fields at all. */
export function fieldError(error: unknown, name: string): string | undefined {
  return error instanceof ApiError && error.fields[name] !== undefined ? error.fields[name].join(' ') : undefined;
}

/** Whether an error speaks of fields that are on this form: then it is shown there and nowhere else. */
export const isAboutFields = (error: unknown, names: readonly string[]): boolean =>
  error instanceof ApiError && names.some((name) => error.fields[name] !== undefined);

function Frame({ label, hint, name, error, id, children }: Shared & { id: string; children: ReactNode }) {
  const fault = fieldError(error, name);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint !== undefined && fault === undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p className="error" id={`${id}-hint`} role="alert">
          {fault || errorText(error)}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, { hint, name, error }: Shared) =>
  hint !== undefined || fieldError(error, name) !== undefined ? { 'aria-describedby': `${id}-hint` } : {};

/** A line of text with its label, its hint, and what is wrong with it. */
export function Field(props: Shared & Omit<InputHTMLAttributes<HTMLInputElement>, 'name'>) {
  const { label, hint, name, error, ...input } = props;
  const id = useId();
  return (
    <Frame {...{ label, name, error, id }} {...(hint === undefined ? {} : { hint })}>
      <input
        id={id}
        name={name}
        aria-invalid={fieldError(error, name) !== undefined}
        {...describedBy(id, props)}
        {...input}
      />
    </Frame>
  );
}

/** A field for more than a line. */
export function Area(props: Shared & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'name'>) {
  const { label, hint, name, error, ...area } = props;
  const id = useId();
  return (
    <Frame {...{ label, name, error, id }} {...(hint === undefined ? {} : { hint })}>
      <textarea
        id={id}
        name={name}
        rows={3}
        aria-invalid={fieldError(error, name) !== undefined}
        {...describedBy(id, props)}
        {...area}
      />
    </Frame>
  );
}
