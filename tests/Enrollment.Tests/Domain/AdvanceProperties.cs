using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Domain;

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

        return (once with { CompletedDays = [] }) == (again with { CompletedDays = [] })
            && once.CompletedDays.SequenceEqual(again.CompletedDays);
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

    /// <summary>
    /// S6: every set of complete days, told in every order, each once more at the end, and the wish to give up at every place among them:
    /// at a time after all of them, or before the last of the program's days, which does not count then wherever the word of it stands.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(3)]
    public void Advance_AnyDaysInAnyOrderAroundTheWishToGiveUp_IsOneStory(int minutes)
    {
        const int Days = 4;
        const int GivesUp = 0;
        var givingUp = Some.Operation with { Now = Some.Now.AddMinutes(minutes) };
        foreach (var told in Subsets([1, 2, 3, 4]))
        {
            foreach (var order in Orders([.. told, GivesUp]))
            {
                var (state, events) = (Some.Enrollment(totalDays: Days), new List<FocusEvent>());
                foreach (var step in order.Concat(told))
                {
                    var decision = step != GivesUp ? state.Advance(step, Some.Now.AddMinutes(step), Some.Operation)
                        : state.IsLive ? state.Abandon(givingUp)
                        : Decision.Unchanged(state);
                    state = decision.State!;
                    events.AddRange(decision.Events);
                }

                // A day that was complete later counts only where the enrollment has not been given up yet when it is told of.
                var story = string.Join(", ", order);
                var counted = told.Where(day => day <= minutes || order.TakeWhile(step => step != GivesUp).Contains(day)).ToList();
                var isComplete = counted.Count == Days;
                state.Status.ShouldBe(isComplete ? EnrollmentStatus.Completed : EnrollmentStatus.Abandoned, story);
                state.CompletedDays.SequenceEqual(counted.Order()).ShouldBeTrue(story);
                state.CompletedAt.ShouldBe(isComplete ? Some.Now.AddMinutes(Days) : null, story);
                events.OfType<ProgramCompleted>().Count().ShouldBe(isComplete ? 1 : 0, story);
                events.OfType<ProgramAdvanced>().Count().ShouldBe(counted.Count, story);
                var changes = events.OfType<EnrollmentStatusChanged>().ToList();
                changes.Select(change => change.From).SequenceEqual(changes.Select(change => change.To).Prepend("in_progress").SkipLast(1))
                    .ShouldBeTrue(story);
            }
        }
    }

    private static IEnumerable<IReadOnlyList<int>> Subsets(int[] all) =>
        Enumerable.Range(0, 1 << all.Length).Select(bits => all.Where((_, place) => (bits >> place & 1) == 1).ToList());

    private static IEnumerable<IReadOnlyList<int>> Orders(IReadOnlyList<int> all) => all.Count == 0
        ? [[]]
        : all.SelectMany(first => Orders([.. all.Where(other => other != first)]).Select(rest => (IReadOnlyList<int>)[first, .. rest]));

    private static (ProgramEnrollment State, List<FocusEvent> Events) Walk(ProgramEnrollment start, int[] days)
    {
        var (state, events) = (start, new List<FocusEvent>());
        foreach (var day in days)
        {
            // A day has one time at which it became complete, however often the event comes.
            var decision = state.Advance(day, Some.Now.AddMinutes(day * 37 % 11), Some.Operation);
            state = decision.State!;
            events.AddRange(decision.Events);
        }

        return (state, events);
    }
}
