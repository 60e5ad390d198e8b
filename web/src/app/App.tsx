import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Link, Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { queryClient } from '../api/queries';
import { currentSession, onSessionChange } from '../api/session';
import { t, useLocale, withTexts } from '../i18n';
import { Today } from '../today/Today';
import { Screen } from '../ui/Screen';
import { Boundary } from './Boundary';
import { Shell } from './Shell';

// Today is what people open; the other screens come when they are looked at.
const SignIn = lazy(() => withTexts(import('../account/SignIn')));
const SignUp = lazy(() => withTexts(import('../account/SignUp')));
const Timer = lazy(() => withTexts(import('../timer/Timer')));
const Welcome = lazy(() => withTexts(import('../today/Welcome')));
const Programs = lazy(() => withTexts(import('../program/Programs')));
const Program = lazy(() => withTexts(import('../program/Program')));
const ProgramDay = lazy(() => withTexts(import('../program/ProgramDay')));
const Review = lazy(() => withTexts(import('../review/Review')));
const History = lazy(() => withTexts(import('../history/History')));
const Achievements = lazy(() => withTexts(import('../achievements/Achievements')));
const Settings = lazy(() => withTexts(import('../account/Settings')));

/** Who is signed in, for components. */
export const useSession = () => useSyncExternalStore(onSessionChange, currentSession);

export function App() {
  useLocale();
  const session = useSession();
  return (
    <QueryClientProvider client={queryClient}>
      <div id="announcer" className="unseen" aria-live="polite" />
      <Router base="/app">
        {session.status === 'unknown' ? (
          <Loading />
        ) : session.status === 'signed-out' ? (
          <Suspense fallback={<Loading />}>
            <Switch>
              <Route path="/sign-up" component={SignUp} />
              <Route component={SignIn} />
            </Switch>
          </Suspense>
        ) : (
          <Shell>
            <Screens />
          </Shell>
        )}
      </Router>
    </QueryClientProvider>
  );
}

function Loading() {
  return (
    <main id="main" className="screen">
      <p className="loading" aria-busy="true">
        {t('app.loading')}
      </p>
    </main>
  );
}

function Screens() {
  const [path] = useLocation();
  return (
    <Boundary path={path}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={Today} />
          <Route path="/welcome" component={Welcome} />
          <Route path="/timer" component={Timer} />
          <Route path="/programs" component={Programs} />
          <Route path="/programs/:enrollment">
            {({ enrollment }) => <Program key={enrollment} enrollment={Number(enrollment)} />}
          </Route>
          <Route path="/programs/:enrollment/days/:day">
            {({ enrollment, day }) => (
              <ProgramDay key={`${enrollment}-${day}`} enrollment={Number(enrollment)} day={Number(day)} />
            )}
          </Route>
          <Route path="/review/:enrollment?/:week?">
            {({ enrollment, week }) => (
              <Review
                enrollment={enrollment === undefined ? undefined : Number(enrollment)}
                week={week === undefined ? undefined : Number(week)}
              />
            )}
          </Route>
          <Route path="/history" component={History} />
          <Route path="/achievements" component={Achievements} />
          <Route path="/settings" component={Settings} />
          <Route path="/sign-in">
            <Redirect to="/" replace />
          </Route>
          <Route path="/sign-up">
            <Redirect to="/welcome" replace />
          </Route>
          <Route>
            <Screen title={t('app.notFound')}>
              <p>
                <Link href="/">{t('app.goToday')}</Link>
              </p>
            </Screen>
          </Route>
        </Switch>
      </Suspense>
    </Boundary>
  );
}
