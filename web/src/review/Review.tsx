import { Screen } from '../ui/Screen';

interface Props {
  enrollment: number | undefined;
  week: number | undefined;
}

export default function Review({ enrollment, week }: Props) {
  return <Screen title={`${enrollment} ${week}`} />;
}
