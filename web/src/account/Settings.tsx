import { Screen } from '../ui/Screen';

export default function Settings() {
  return <Screen title="Settings" />;
}
