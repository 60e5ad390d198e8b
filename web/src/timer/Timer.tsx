import { Screen } from '../ui/Screen';

export default function Timer() {
  return <Screen title="Timer" />;
}
