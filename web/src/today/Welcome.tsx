import { Screen } from '../ui/Screen';

export default function Welcome() {
  return <Screen title="Welcome" />;
}
