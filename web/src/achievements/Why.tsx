import { Link } from 'wouter';
import { usePrograms } from '../api/queries';
import type { Achievement, EarnedLevel, FactSummary } from '../api/types';
import { t } from '../i18n';
import { formatDate, formatDay, formatMinutes } from '../i18n/format';
import { Dialog } from '../ui/Dialog';
import { Waiting } from '../ui/Screen';
import { earnedIn, kindOf } from './figures';
import { Progress } from './Progress';
import { useWhy } from './queries';

interface Props {
  achievement: Achievement;
  timeZone: string | undefined;
  onClose: () => void;
}

/** Why an achievement is earned: its rule, and the facts that count for it. Read when somebody asks. */
export function Why({ achievement, timeZone, onClose }: Props) {
  const why = useWhy(achievement.code);
  const { rule, earned, achievement: fresh } = why.data ?? { rule: '', earned: [], achievement: null };
  return (
    <Dialog
      title={
        <span lang="en" dir="auto">
          {achievement.title}
        </span>
      }
      isOpen
      onClose={onClose}
      className="why"
    >
      <p lang="en" dir="auto">
        {achievement.description}
      </p>
      <Waiting queries={[why]} />
      {why.data !== undefined && (
        <>
          <h3>{t('achievements.rule')}</h3>
          <p lang="en" dir="auto">
            {rule}
          </p>
          <Progress achievement={fresh ?? achievement} />
          {earned.length === 0 && <p className="dim">{t('achievements.notEarned')}</p>}
          {earned.map((one, index) => (
            <details key={`${one.level}-${one.window}`} open={index === 0}>
              <summary>
                {t('achievements.levelEarned', { level: one.level, date: formatDate(one.earned_at ?? '', timeZone) })}
              </summary>
              <Earned earned={one} />
            </details>
          ))}
        </>
      )}
    </Dialog>
  );
}

function Earned({ earned: { window, facts } }: { earned: EarnedLevel }) {
  return (
    <>
      <EarnedIn window={window} />
      {facts.length === 0 ? (
        <p className="dim">{t('achievements.noFacts')}</p>
      ) : (
        <ul className="facts">
          {facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: facts have no name of their own, and keep their order.
            <li key={index}>
              <Fact fact={fact} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What it was earned in, where that is less than all time. */
function EarnedIn({ window }: { window: string }) {
  const programs = usePrograms();
  const found = earnedIn(window);
  switch (found.kind) {
    case 'date':
      return <p>{t('achievements.inDate', { date: formatDay(found.date) })}</p>;
    case 'week':
      return <p>{t('achievements.weekOf', { date: formatDay(found.monday) })}</p>;
    case 'program': {
      const name = programs.data?.find((one) => one.enrollment_id === found.enrollment)?.name;
      return (
        <p>
          <Link href={`/programs/${found.enrollment}`}>
            <bdi>{name ?? t('program.one')}</bdi>
          </Link>
        </p>
      );
    }
    default:
      return null;
  }
}

function Fact({ fact }: { fact: FactSummary }) {
  const { kind, date, enrollment_id: enrollment, day_number: day, focus_minutes: minutes } = fact;
  return (
    <>
      <strong>{kindOf(kind)}</strong>
      <span>{formatDay(date)}</span>
      {day !== null &&
        (enrollment === null ? (
          <span>{t('history.day', { day })}</span>
        ) : (
          <Link href={`/programs/${enrollment}/days/${day}`}>{t('history.day', { day })}</Link>
        ))}
      {minutes !== null && <span>{formatMinutes(minutes)}</span>}
    </>
  );
}
