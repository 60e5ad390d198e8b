using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>The pictures of a program after a good week.</summary>
public sealed class WeekPictureTests(WebSuite suite) : PictureTest(suite)
{
    // It began in the middle of a day of the system, and has a day off.
    private const int Days = 6;
    private const int DayOff = 4;

    private static readonly TimeSpan NextDayBound = TimeSpan.FromMinutes(2);

    private static readonly string[] Works =
    [
        "Outline of the first chapter", "Chapter 1, first half", "Notes for the talk", "Chapter 1, second half", "Slides for the talk",
        "Reply to the reviewers", "Chapter 2, plan",
    ];

    private static readonly string[] Disturbances = ["The doorbell", "A message about lunch", "Looked up a word, and stayed"];

    private static readonly string[] Notes = ["Slow at first, then quick.", "", "The phone stayed in the other room.", "Found the thread."];

    /// <summary>A day takes 24 s. The number of the other tests would need a quarter of an hour for a week.</summary>
    protected override double TimeScale => IsWanted ? 3600 : 600;

    [Fact]
    public async Task Pictures_OfAWeek_AreTaken()
    {
        RequireWanted();
        var user = await SignUpAsync();
        using var life = new ProgramLife(System, user);
        await LiveAsync(life);
        await Page.SetViewportSizeAsync(1280, 900);
        await Page.SignInAsync(user);

        await OpenAsync(Page, "");
        await Assertions.Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Focus session", Exact = true })).ToBeVisibleAsync();
        await TakeAsync(Page, "web-today");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await TakeAsync(Page, "web-today-dark");
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await OpenAsync(Page, "review");
        await TakeAsync(Page, "web-review");
        await OpenAsync(Page, "history");
        await TakeAsync(Page, "web-history");
        await OpenAsync(Page, "achievements");
        await TakeAsync(Page, "web-achievements");
        await OpenAsync(Page, $"programs/{life.Enrollment}");
        await TakeAsync(Page, "web-program");
    }

    /// <summary>A week with a session or two a day, in the mornings and the afternoons.</summary>
    private async Task LiveAsync(ProgramLife life)
    {
        await life.BeginAsync();
        var begin = System.SuiteTime.UtcDateTime.Date;
        for (var day = 1; day <= Days; day++)
        {
            var date = begin.AddDays(day < DayOff ? day : day + 1);
            await UntilAsync(date.AddHours(9 + (day % 2)));
            await FocusAsync(life, day, Works[day - 1], (int)(await life.DayAsync(day))["focus_duration"]! + (day * 3 % 10));
            if (day % 2 == 1)
            {
                await UntilAsync(date.AddHours(14 + (day % 3)));
                await FocusAsync(life, day, Works[day], 15 + (day * 2));
            }

            await life.CompleteDayAsync(day);
            await life.RateAsync(day, difficulty: 2 + (day % 2), satisfaction: 3 + (day % 3), notes: "");
        }

        await UntilAsync(begin.AddDays(Days + 2).AddHours(8));
        await FocusAsync(life, Days + 1, Works[Days], minutes: 12);
        await life.TickAsync(Days + 1, task: 0);
    }

    private static async Task FocusAsync(ProgramLife life, int day, string work, int minutes)
    {
        await life.StartAsync(day, work, minutes + 5);
        if (day % 3 == 1)
        {
            await life.DistractAsync(Disturbances[day % Disturbances.Length]);
        }

        await life.CompleteAsync(minutes, rating: 3 + (day % 3), Notes[day % Notes.Length]);
    }

    private async Task UntilAsync(DateTime at) =>
        await Eventually.ReadAsync(() => System.SuiteTime.UtcDateTime, now => now >= at, NextDayBound);
}
