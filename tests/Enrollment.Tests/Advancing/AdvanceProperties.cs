using FocusSuite.Enrollment.Advancing;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FsCheck.Xunit;

namespace FocusSuite.Enrollment.Tests.Advancing;

/// <summary>Events come in any order and more than once.</summary>
public class AdvanceProperties
{
    [Property(MaxTest = 1000)]
    public bool Advance_AnyOrderAndRepetitionOfTheSameDays_GivesTheSameState(byte[] numbers, byte length, bool paused, int seed)
    {
        var start = Some.Enrollment(paused ? EnrollmentStatus.Paused : EnrollmentStatus.InProgress, totalDays: (length % 30) + 1);
        int[] days = [.. numbers.Select(number => (number % start.TotalDays) + 1)];
        int[] shuffled = [.. days, .. days];
        new Random(seed).Shuffle(shuffled);

        var (once, _) = Walk(start, days);
        var (again, _) = Walk(start, shuffled);

        return (once with { CompletedDays = [] }) == (again with { CompletedDays = [] }) && once.CompletedDays.SequenceEqual(again.CompletedDays);
    }

    [Property(MaxTest = 1000)]
    public bool Advance_ByAnyDays_KeepsWhatTheContractSays(byte[] numbers, byte length)
    {
        var start = Some.Enrollment(totalDays: (length % 30) + 1);
        int[] days = [.. numbers.Select(number => (number % (start.TotalDays + 2)) - 1)];
        var (state, events) = Walk(start, days);

        var valid = days.Where(day => day >= 1 && day <= start.TotalDays).ToHashSet();
        var all = valid.Count == start.TotalDays;
        var firstOpen = Enumerable.Range(1, start.TotalDays).FirstOrDefault(day => !valid.Contains(day), start.TotalDays);
        return state.CompletedDays.SequenceEqual(valid.Order())
            && state.CurrentDay == firstOpen
            && state.Status == (all ? EnrollmentStatus.Completed : EnrollmentStatus.InProgress)
            && state.CompletedAt.HasValue == all
            && events.OfType<ProgramAdvanced>().Select(advanced => advanced.CompletedDay).Order().SequenceEqual(valid.Order())
            && events.OfType<ProgramCompleted>().Count() == (all ? 1 : 0);
    }

    private static (ProgramEnrollment State, List<FocusEvent> Events) Walk(ProgramEnrollment start, int[] days)
    {
        var (state, events) = (start, new List<FocusEvent>());
        foreach (var day in days)
        {
            // A day has one time at which it became complete, however often the event comes.
            var decision = Advance.By(day, Some.Now.AddMinutes(day * 37 % 11), state, Some.Operation);
            state = decision.State;
            events.AddRange(decision.Events);
        }

        return (state, events);
    }
}
