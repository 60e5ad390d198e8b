using System.Globalization;
using System.Text.Json;
using FocusSuite.Domain;
using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare;

public class StreakSettingsTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Fact]
    public void ChangeRestDays_Today_LeavesThePastAsItWas()
    {
        var settings = Accepted(StreakSettings.None.ChangeRestDays(Days(DayOfWeek.Sunday), Date("2026-03-01")));

        settings = Accepted(settings.ChangeRestDays(Days(DayOfWeek.Tuesday, DayOfWeek.Saturday), Today));

        ((string[])["2026-02-22", "2026-03-01", "2026-03-03", "2026-03-08", "2026-03-10", "2026-03-14", "2026-03-15"])
            .Select(date => settings.IsRestDay(Date(date)))
            .ShouldBe([false, true, false, true, true, true, false]);
    }

    [Fact]
    public void ChangeRestDays_TwiceOnADate_CountsOnceAndBackAgainIsNoChange()
    {
        var first = Accepted(StreakSettings.None.ChangeRestDays(Days(DayOfWeek.Sunday), Today));
        var second = Accepted(first.ChangeRestDays(Days(DayOfWeek.Monday), Today));

        second.RestDays.Count.ShouldBe(1);
        second.RestDaysOn(Today).ShouldBe([DayOfWeek.Monday]);
        second.ChangeRestDays(Days(DayOfWeek.Monday), Today).ChangesNothing.ShouldBeTrue();
        second.ChangeRestDays(Days(DayOfWeek.Monday), Today.AddDays(3)).ChangesNothing.ShouldBeTrue();
        Accepted(second.ChangeRestDays(Days(), Today)).RestDays.ShouldBeEmpty();
        StreakSettings.None.ChangeRestDays(Days(), Today).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void ChangeRestDays_AfterAMoveEast_HoldsFromTheEarlierToday()
    {
        var settings = Accepted(StreakSettings.None.ChangeRestDays(Days(DayOfWeek.Tuesday), Today.AddDays(1)));

        Accepted(settings.ChangeRestDays(Days(DayOfWeek.Tuesday), Today)).IsRestDay(Today).ShouldBeTrue();
    }

    [Fact]
    public void ChangeRestDays_ToFourOrToNoDay_IsRefused()
    {
        Refused(StreakSettings.None.ChangeRestDays(
            Days(DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Friday, DayOfWeek.Sunday), Today)).Field.ShouldBe("rest_days");
        Refused(StreakSettings.None.ChangeRestDays(Days((DayOfWeek)7), Today)).Code.ShouldBe("VALIDATION_FAILED");
    }

    [Fact]
    public void ChangeRestDays_TooOften_IsRefusedButForTodaysOwn()
    {
        var settings = StreakSettings.None;
        for (var days = 0; days < StreakSettings.MaxRestDayChanges; days++)
        {
            settings = Accepted(settings.ChangeRestDays(Days((DayOfWeek)(days % 7)), Today.AddDays(days)));
        }

        var last = Today.AddDays(StreakSettings.MaxRestDayChanges - 1);
        Refused(settings.ChangeRestDays(Days(), last.AddDays(1))).Code.ShouldBe("LIMIT_REACHED");
        Accepted(settings.ChangeRestDays(Days(), last)).RestDaysOn(last).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-03-10", "2026-03-10", null)]
    [InlineData("2026-03-10", "2026-05-08", null)]
    [InlineData("2027-01-01", "2027-01-20", null)]
    [InlineData("2026-03-10", "2026-05-09", "last_date")]
    [InlineData("2026-03-12", "2026-03-11", "last_date")]
    [InlineData("2026-03-09", "2026-03-12", "first_date")]
    public void AddVacation_FromTodayOn_IsAcceptedUpToSixtyDays(string first, string last, string? field)
    {
        var decision = StreakSettings.None.AddVacation(Date(first), Date(last), Today);

        decision.Refusal?.Field.ShouldBe(field);
        (decision.Refusal is null).ShouldBe(field is null);
        decision.State!.Vacations.Count.ShouldBe(field is null ? 1 : 0);
    }

    [Theory]
    [InlineData("2026-03-18", "2026-03-19", true)]
    [InlineData("2026-03-26", "2026-03-27", true)]
    [InlineData("2026-03-18", "2026-03-20", false)]
    [InlineData("2026-03-25", "2026-03-25", false)]
    [InlineData("2026-03-11", "2026-04-11", false)]
    public void AddVacation_BesideAnother_MustNotOverlap(string first, string last, bool isAccepted)
    {
        var settings = Accepted(StreakSettings.None.AddVacation(Date("2026-03-20"), Date("2026-03-25"), Today));

        var decision = settings.AddVacation(Date(first), Date(last), Today);

        (decision.Refusal is null).ShouldBe(isAccepted);
        decision.State!.Vacations.Select(vacation => vacation.First).ShouldBeInOrder();
    }

    [Fact]
    public void AddVacation_TheTwentyFirstAhead_IsRefusedUntilOneIsOver()
    {
        var settings = StreakSettings.None;
        for (var days = 0; days < StreakSettings.MaxVacationsAhead; days++)
        {
            settings = Accepted(settings.AddVacation(Today.AddDays(days), Today.AddDays(days), Today));
        }

        var next = Today.AddDays(StreakSettings.MaxVacationsAhead);
        Refused(settings.AddVacation(next, next, Today)).Code.ShouldBe("LIMIT_REACHED");
        Accepted(settings.AddVacation(next, next, Today.AddDays(1))).IsVacation(Today).ShouldBeTrue();
    }

    [Fact]
    public void AddVacation_BeyondAllThatAreKept_IsRefused()
    {
        var settings = new StreakSettings
        {
            Vacations = [.. Enumerable.Range(1, StreakSettings.MaxVacations)
                .Select(days => new Vacation(Today.AddDays(-days), Today.AddDays(-days)))],
        };

        Refused(settings.AddVacation(Today, Today, Today)).Code.ShouldBe("LIMIT_REACHED");
    }

    [Theory]
    [InlineData("2026-03-09", "2026-03-10", "2026-03-20")]
    [InlineData("2026-03-10", "2026-03-10", "2026-03-20")]
    [InlineData("2026-03-15", "2026-03-10", "2026-03-20")]
    [InlineData("2026-03-20", "2026-03-10", "2026-03-20")]
    public void EndVacation_OfOneThatIsNotOver_EndsItTheDateBefore(string today, string first, string last)
    {
        var settings = Accepted(StreakSettings.None.AddVacation(Date(first), Date(last), Date("2026-03-01")));

        settings = Accepted(settings.EndVacation(Date(first), Date(today)));

        for (var date = Date("2026-03-01"); date < Date("2026-04-01"); date = date.AddDays(1))
        {
            settings.IsVacation(date).ShouldBe(Date(first) <= date && date < Date(today));
        }
    }

    [Fact]
    public void EndVacation_ThatIsOverOrUnknown_IsRefused()
    {
        var settings = Accepted(StreakSettings.None.AddVacation(Today, Today.AddDays(2), Today));

        Refused(settings.EndVacation(Today, Today.AddDays(3))).Field.ShouldBe("first_date");
        Refused(settings.EndVacation(Today.AddDays(1), Today)).ShouldBe(Refusal.NotFound);
    }

    [Fact]
    public void Settings_StoredAndLoaded_AreTheSame()
    {
        var settings = Accepted(StreakSettings.None.ChangeRestDays(Days(DayOfWeek.Sunday, DayOfWeek.Monday), Today));
        settings = Accepted(settings.AddVacation(Today.AddDays(1), Today.AddDays(9), Today));

        var loaded = JsonSerializer.Deserialize<StreakSettings>(JsonSerializer.Serialize(settings))!;

        loaded.Vacations.ShouldBe(settings.Vacations);
        loaded.RestDays.Single().From.ShouldBe(Today);
        loaded.RestDays.Single().Days.ShouldBe([DayOfWeek.Sunday, DayOfWeek.Monday]);
    }

    private static StreakSettings Accepted(Decision<StreakSettings> decision)
    {
        decision.Refusal.ShouldBeNull();
        decision.ChangesNothing.ShouldBeFalse();
        return decision.State!;
    }

    private static Refusal Refused(Decision<StreakSettings> decision)
    {
        decision.ChangesNothing.ShouldBeTrue();
        return decision.Refusal.ShouldNotBeNull();
    }

    private static HashSet<DayOfWeek> Days(params DayOfWeek[] days) => [.. days];

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
