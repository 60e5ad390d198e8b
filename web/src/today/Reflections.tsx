import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { DayReflection } from '../api/types';
import { t, withTexts } from '../i18n';
import { useCommand } from '../offline/useCommand';
import { announce } from '../ui/announce';
import { ErrorText } from '../ui/ErrorText';
import { Area, Field, isAboutFields } from '../ui/Field';

const ReflectionActions = lazy(() => withTexts(import('./ReflectionActions')));

interface Props {
  enrollment: number;
  day: number;
  prompts: readonly string[];
  given: readonly DayReflection[];
  isOpen: boolean;
}

interface Draft {
  /** The prompt below which it is written; empty for a question of the person's own. */
  prompt: string;
  question: string;
  answer: string;
}

const own = '';

/** The day's questions with their answers. A tap on a question opens its field. */
export function Reflections({ enrollment, day, prompts, given, isOpen }: Props) {
  const { run, error, setError } = useCommand('reflection');
  const [draft, setDraft] = useState<Draft | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const part = useRef<HTMLElement>(null);
  const isChanged = useRef(false);
  const questions = [...new Set([...prompts, ...given.map((one) => one.question)])];
  const ask = (prompt: string) => {
    setError(null);
    setDraft(draft?.prompt === prompt ? null : { prompt, question: prompt, answer: '' });
  };
  const save = async (sent: Draft) => {
    // The answer shows at once. What is refused comes back to be mended.
    setDraft(null);
    announce(t('app.saved'));
    list.current?.querySelector<HTMLElement>('[aria-expanded=true]')?.focus();
    const body = { enrollment_id: enrollment, day_number: day, question: sent.question, answer: sent.answer };
    if ((await run(body)) === undefined) {
      setDraft(sent);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it waits for what comes of the change.
  useEffect(() => {
    // What was deleted, or is below another question now, took its buttons with it: the focus stays here.
    if (isChanged.current && document.activeElement === document.body) {
      part.current?.focus({ preventScroll: true });
    }
    isChanged.current = false;
  }, [given]);
  const form = (prompt: string) =>
    draft?.prompt === prompt && (
      <Answer draft={draft} error={error} onSave={(sent) => void save(sent)} onClose={() => ask(prompt)} />
    );
  const toggle = (prompt: string) => (isOpen ? () => ask(prompt) : undefined);
  return (
    <section ref={part} tabIndex={-1} className="card reflections" aria-labelledby="reflections">
      <h2 id="reflections">{t('today.reflections')}</h2>
      <ul ref={list}>
        {questions.map((question) => (
          <li key={question}>
            <Question isAsked={draft?.prompt === question} onToggle={toggle(question)}>
              {question}
            </Question>
            {given
              .filter((one) => one.question === question)
              .map((one, index) => (
                <Given
                  key={one.reflection_number || `unsent ${index}`}
                  {...{ enrollment, day }}
                  reflection={one}
                  isOwn={!prompts.includes(question)}
                  onChanged={() => {
                    isChanged.current = true;
                  }}
                />
              ))}
            {form(question)}
          </li>
        ))}
        {isOpen && (
          <li className="own">
            <Question isAsked={draft?.prompt === own} onToggle={toggle(own)}>
              {t('today.own')}
            </Question>
            {form(own)}
          </li>
        )}
      </ul>
    </section>
  );
}

interface GivenProps {
  enrollment: number;
  day: number;
  reflection: DayReflection;
  isOwn: boolean;
  onChanged: () => void;
}

/** An answer that was given. One that has not been sent yet has no number, and cannot be changed before it has. */
function Given({ enrollment, day, reflection, isOwn, onChanged }: GivenProps) {
  const id = useId();
  const number = reflection.reflection_number;
  return (
    <div className="given">
      <blockquote id={id} dir="auto">
        {reflection.answer}
      </blockquote>
      {number > 0 && (
        <Suspense>
          <ReflectionActions
            place={{ enrollment, day, reflection: number }}
            about={id}
            {...{ reflection, isOwn, onChanged }}
          />
        </Suspense>
      )}
    </div>
  );
}

interface QuestionProps {
  isAsked: boolean;
  onToggle: (() => void) | undefined;
  children: ReactNode;
}

function Question({ isAsked, onToggle, children }: QuestionProps) {
  return onToggle === undefined ? (
    <h3 dir="auto">{children}</h3>
  ) : (
    <h3>
      <button type="button" className="question" aria-expanded={isAsked} onClick={onToggle}>
        <span dir="auto">{children}</span>
        <span aria-hidden="true" className="sign">
          {isAsked ? '−' : '+'}
        </span>
      </button>
    </h3>
  );
}

interface AnswerProps {
  draft: Draft;
  error: unknown;
  onSave: (draft: Draft) => void;
  onClose: () => void;
}

function Answer({ draft, error, onSave, onClose }: AnswerProps) {
  const [question, setQuestion] = useState(draft.question);
  const [answer, setAnswer] = useState(draft.answer);
  const save = () => {
    const sent = { ...draft, question: question.trim(), answer: answer.trim() };
    if (sent.question !== '' && sent.answer !== '') {
      onSave(sent);
    }
  };
  return (
    <form
      ref={focusFirst}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && save()}
    >
      {draft.prompt === own && (
        <Field
          label={t('today.question')}
          name="question"
          required
          maxLength={500}
          autoComplete="off"
          value={question}
          error={error}
          onChange={(event) => setQuestion(event.target.value)}
        />
      )}
      <Area
        label={t('today.answer')}
        name="answer"
        required
        maxLength={5000}
        value={answer}
        error={error}
        onChange={(event) => setAnswer(event.target.value)}
      />
      {!isAboutFields(error, ['question', 'answer']) && <ErrorText error={error} />}
      <div className="row">
        <button type="submit" className="primary">
          {t('app.save')}
        </button>
        <button type="button" className="quiet" onClick={onClose}>
          {t('app.cancel')}
        </button>
      </div>
    </form>
  );
}

/** The field that a tap opened takes the focus. */
const focusFirst = (form: HTMLFormElement | null) => form?.querySelector<HTMLElement>('input, textarea')?.focus();
