import { Link } from 'wouter';
import { currentSession, signIn } from '../api/session';
import { t, tIf } from '../i18n';
import { ErrorText } from '../ui/ErrorText';
import { Field, isAboutFields } from '../ui/Field';
import { useSubmit } from '../ui/useSubmit';
import { Entrance } from './Entrance';

const fields = ['email', 'password'];

export default function SignIn() {
  const { onSubmit, error, isRunning } = useSubmit((form) =>
    signIn(String(form.get('email')), String(form.get('password'))),
  );
  const session = currentSession();
  const because =
    session.status === 'signed-out' && session.because !== undefined ? tIf(`error.${session.because}`) : undefined;

  return (
    <Entrance title={t('account.welcomeBack')}>
      {because !== undefined && <p role="status">{because}</p>}
      <form onSubmit={onSubmit}>
        <Field label={t('account.email')} name="email" type="email" autoComplete="username" required error={error} />
        <Field
          label={t('account.password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={error}
        />
        {!isAboutFields(error, fields) && <ErrorText error={error} />}
        <button type="submit" className="primary" disabled={isRunning}>
          {t('account.signIn')}
        </button>
      </form>
      <p>
        {t('account.newHere')} <Link href="/sign-up">{t('account.signUp')}</Link>
      </p>
      {['localhost', '127.0.0.1'].includes(location.hostname) && <p className="hint">{t('account.demo')}</p>}
    </Entrance>
  );
}
