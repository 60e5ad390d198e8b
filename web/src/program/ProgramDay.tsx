import { Screen } from '../ui/Screen';

export default function ProgramDay({ enrollment, day }: { enrollment: number; day: number }) {
  return <Screen title={`${enrollment} ${day}`} />;
}
