import { Link } from 'wouter';
import { signUp } from '../api/session';
import { t } from '../i18n';
import { ErrorText } from '../ui/ErrorText';
import { Field, isAboutFields } from '../ui/Field';
import { useSubmit } from '../ui/useSubmit';
import { Entrance } from './Entrance';

const fields = ['email', 'password', 'first_name'];

export default function SignUp() {
  const { onSubmit, error, isRunning } = useSubmit((form) =>
    signUp({
      email: String(form.get('email')),
      password: String(form.get('password')),
      first_name: String(form.get('first_name')),
      // The person's days begin where the person is.
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  );

  return (
    <Entrance title={t('account.begin')} text={t('account.beginText')}>
      <form onSubmit={onSubmit}>
        <Field
          label={t('account.firstName')}
          name="first_name"
          autoComplete="given-name"
          maxLength={150}
          error={error}
        />
        <Field label={t('account.email')} name="email" type="email" autoComplete="username" required error={error} />
        <Field
          label={t('account.password')}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          hint={t('account.passwordHint')}
          error={error}
        />
        {!isAboutFields(error, fields) && <ErrorText error={error} />}
        <button type="submit" className="primary" disabled={isRunning}>
          {t('account.signUp')}
        </button>
      </form>
      <p>
        {t('account.haveAccount')} <Link href="/">{t('account.signIn')}</Link>
      </p>
    </Entrance>
  );
}
