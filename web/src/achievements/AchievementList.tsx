import { useState } from 'react';
import type { Achievement } from '../api/types';
import { t } from '../i18n';
import { formatDate } from '../i18n/format';
import { sorted } from './figures';
import { Progress } from './Progress';
import { Why } from './Why';

interface Props {
  achievements: readonly Achievement[];
  hidden: number;
  timeZone: string | undefined;
}

/** What is earned, and what is ahead. Each tells why. */
export function AchievementList({ achievements, hidden, timeZone }: Props) {
  const [asked, ask] = useState<Achievement | null>(null);
  const { earned, ahead } = sorted(achievements);
  const parts = [
    ['earned', t('achievements.earned'), earned],
    ['ahead', t('achievements.ahead'), ahead],
  ] as const;
  return (
    <>
      {parts.map(
        ([id, title, some]) =>
          some.length > 0 && (
            <section key={id} aria-labelledby={id} className="stack">
              <h2 id={id}>{title}</h2>
              <ul className="achievements">
                {some.map((one) => (
                  <li key={one.code} className="card">
                    <Item achievement={one} timeZone={timeZone} onAsk={() => ask(one)} />
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {hidden > 0 && <p className="dim">{t('achievements.hidden', { n: hidden })}</p>}
      {asked !== null && <Why achievement={asked} timeZone={timeZone} onClose={() => ask(null)} />}
    </>
  );
}

function Item({
  achievement: one,
  timeZone,
  onAsk,
}: {
  achievement: Achievement;
  timeZone: string | undefined;
  onAsk: () => void;
}) {
  const isEarned = one.level > 0;
  return (
    <>
      <h3 lang="en" dir="auto">
        {one.title}
      </h3>
      {isEarned && (
        <p className="row">
          <span className="tag good">
            <span aria-hidden="true">★ </span>
            {one.levels > 1
              ? t('achievements.level', { level: one.level, levels: one.levels })
              : t('achievements.isEarned')}
          </span>
          {one.times_earned > 1 && <span className="tag">{t('achievements.times', { n: one.times_earned })}</span>}
          {one.is_hidden && <span className="tag warm">{t('achievements.wasHidden')}</span>}
        </p>
      )}
      <p lang="en" dir="auto">
        {one.description}
      </p>
      {one.earned_at !== null && (
        <p className="dim">{t('achievements.earnedOn', { date: formatDate(one.earned_at, timeZone) })}</p>
      )}
      <Progress achievement={one} />
      <button type="button" aria-label={t('achievements.whyOf', { title: one.title })} onClick={onAsk}>
        {t('achievements.why')}
      </button>
    </>
  );
}
