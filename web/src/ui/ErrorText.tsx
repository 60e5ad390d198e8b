import { ApiError } from '../api/problem';
import { t, tIf } from '../i18n';

/** The client's sentence for an error, by the API's word for it. */
export function errorText(error: unknown): string {
  const code = error instanceof ApiError ? error.code : 'INTERNAL';
  return tIf(`error.${code}`) ?? t('error.unknown', { code });
}

/** An error where it happened. */
export function ErrorText({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) {
    return null;
  }
  return (
    <p className="error" role="alert">
      {errorText(error)}{' '}
      {onRetry && (
        <button type="button" className="quiet" onClick={onRetry}>
          {t('app.retry')}
        </button>
      )}
    </p>
  );
}
