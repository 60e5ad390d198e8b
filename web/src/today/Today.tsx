import { Screen } from '../ui/Screen';

export function Today() {
  return <Screen title="Today" />;
}
