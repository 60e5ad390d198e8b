import { Screen } from '../ui/Screen';

export default function Programs() {
  return <Screen title="Programs" />;
}
