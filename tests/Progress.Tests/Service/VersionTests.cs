using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>A day asks for what the enrollment's version of its program says, whatever is published later.</summary>
public class VersionTests(ProgressFixture fixture)
{
    private const long Changed = 30;

    [Fact]
    public async Task Day_OfAProgramThatChanged_IsThatOfTheEnrollmentsVersion()
    {
        Publish();
        var (before, after) = (fixture.Enroll(program: Changed), fixture.Enroll(program: Changed, version: 2));

        var (old, @new) = (await before.DayAsync(), await after.DayAsync());

        (old.Title, old.FocusDuration, old.UserProgress.TasksTotal).ShouldBe(("Day 1: Somewhere", 25, 2));
        (@new.Title, @new.FocusDuration, @new.UserProgress.TasksTotal).ShouldBe(("Day 1: Renamed", 1, 5));
        (await before.MarkAsync(1)).TasksTotal.ShouldBe(2);
        (await after.MarkAsync(4)).TasksTotal.ShouldBe(5);
    }

    /// <summary>S12: days that a program has no more in its next version are lived to their end by who began with the one before.</summary>
    [Fact]
    public async Task Days_ThatAShortenedProgramHasNoMore_AreLivedAsTheyWere()
    {
        Publish();
        var me = fixture.Enroll(currentDay: 3, program: Changed);

        for (var task = 0; task < 2; task++)
        {
            await me.MarkAsync(task, day: 3);
        }

        await me.DeliverAsync(me.Session("s", day: 3, program: Changed));
        (await me.ReflectAsync(day: 3)).DayCompleted.ShouldBeTrue();

        var day = await me.DayAsync(3);
        (day.Title, day.UserProgress.IsCompleted, day.UserProgress.FocusMinutes).ShouldBe(("Day 3: Somewhere", true, 25));
    }

    /// <summary>
    /// What never changes of an enrollment is asked once; where it stands is asked for each write, since it may have changed.
    /// </summary>
    [Fact]
    public async Task Enrollment_OfDaysThatAreRead_IsAskedForOnce()
    {
        var me = fixture.Enroll();
        await me.DayAsync();
        fixture.Peers.Known.TryRemove(me.Id, out var enrollment);

        (await me.DayAsync(14)).DayNumber.ShouldBe(14);
        (await me.WeekAsync(2)).TotalDays.ShouldBe(7);
        await me.DeliverAsync(me.Session("s"));

        enrollment!.Status = EnrollmentStatus.Paused;
        fixture.Peers.Known[me.Id] = enrollment;
        (await Should.ThrowAsync<Grpc.Core.RpcException>(() => me.MarkAsync(0))).Status.Detail.ShouldContain("not in progress");
    }

    private void Publish()
    {
        fixture.Peers.Programs[Changed] = [.. Enumerable.Range(1, 3).Select(day => Some.Template(day, tasks: 2))];
        fixture.Peers.Versions[(Changed, 2)] = [Some.Template(1, tasks: 5, minutes: 1) with { Title = "Day 1: Renamed" }];
    }
}
