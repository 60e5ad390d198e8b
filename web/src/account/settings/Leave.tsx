import { type FormEvent, useId, useRef, useState } from 'react';
import { useOutbox } from '../../api/queries';
import { signOut } from '../../api/session';
import type { User } from '../../api/types';
import { useOnline } from '../../app/Shell';
import { t } from '../../i18n';
import { Dialog } from '../../ui/Dialog';
import { ErrorText } from '../../ui/ErrorText';
import { Field } from '../../ui/Field';
import { eraseAccount, forgetPerson } from './leaving';
import { showReceipt } from './receipt';

/** The ways out: of this browser, of all, and for good. */
export function Leave({ user }: { user: User }) {
  const heading = useId();
  const isOnline = useOnline();
  const pending = useOutbox().filter((entry) => entry.state === 'waiting').length;
  const [asked, ask] = useState<'here' | 'everywhere' | 'delete' | null>(null);
  // What was not sent yet stays for when the person comes back.
  const go = (everywhere: boolean) => void signOut(everywhere).catch(() => undefined);
  const signOutOrAsk = (way: 'here' | 'everywhere') => (pending > 0 ? ask(way) : go(way === 'everywhere'));
  return (
    <>
      <section id="sign-out" className="card" aria-labelledby={heading}>
        <h2 id={heading}>{t('settings.leave')}</h2>
        <p className="dim">{t('settings.leaveText')}</p>
        <div className="row">
          <button type="button" onClick={() => signOutOrAsk('here')}>
            {t('nav.signOut')}
          </button>
          {/* Offline nobody could be told: it would be a sign-out of this browser only. */}
          <button type="button" disabled={!isOnline} onClick={() => signOutOrAsk('everywhere')}>
            {t('settings.everywhere')}
          </button>
        </div>
      </section>
      <section className="card" aria-labelledby={`${heading}-delete`}>
        <h2 id={`${heading}-delete`}>{t('settings.delete')}</h2>
        <p>{t('settings.deleteText')}</p>
        <button type="button" className="danger" disabled={!isOnline} onClick={() => ask('delete')}>
          {t('settings.deleteAsk')}
        </button>
      </section>
      <Dialog title={t('nav.signOut')} isOpen={asked === 'here' || asked === 'everywhere'} onClose={() => ask(null)}>
        <div className="stack">
          <p>{t('account.pending', { n: pending })}</p>
          <div className="row">
            <button type="button" className="primary" onClick={() => go(asked === 'everywhere')}>
              {t('settings.signOutAnyway')}
            </button>
            <button type="button" onClick={() => ask(null)}>
              {t('app.cancel')}
            </button>
          </div>
        </div>
      </Dialog>
      <Dialog title={t('settings.deleteTitle')} isOpen={asked === 'delete'} onClose={() => ask(null)}>
        <Delete user={user} onCancel={() => ask(null)} />
      </Dialog>
    </>
  );
}

function Delete({ user, onCancel }: { user: User; onCancel: () => void }) {
  const [typed, type] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  // One id for all tries of this dialog: a second try finds the first one's erasure.
  const id = useRef(crypto.randomUUID());
  // Emails match whatever their case.
  const isSame = typed.trim().toLowerCase() === user.email.toLowerCase();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isSame || isRunning) {
      return;
    }
    setRunning(true);
    setError(null);
    try {
      const receipt = await eraseAccount(id.current);
      // The screens go with the sign-out; the receipt stays.
      await forgetPerson();
      showReceipt(receipt);
    } catch (failure) {
      setError(failure);
      setRunning(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <p>{t('settings.deleteWhat')}</p>
      <p>{t('settings.deleteExport')}</p>
      <Field
        label={t('settings.typeEmail', { email: user.email })}
        name="confirm"
        type="email"
        autoComplete="off"
        value={typed}
        onChange={(event) => type(event.target.value)}
      />
      <ErrorText error={error} />
      <div className="row">
        <button type="submit" className="danger" disabled={!isSame || isRunning}>
          {isRunning ? t('settings.deleting') : t('settings.deleteNow')}
        </button>
        <button type="button" disabled={isRunning} onClick={onCancel}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  );
}
