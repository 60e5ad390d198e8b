import { Screen } from '../ui/Screen';

export default function Program({ enrollment }: { enrollment: number }) {
  return <Screen title={String(enrollment)} />;
}
