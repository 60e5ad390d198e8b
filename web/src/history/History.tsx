import { Screen } from '../ui/Screen';

export default function History() {
  return <Screen title="History" />;
}
