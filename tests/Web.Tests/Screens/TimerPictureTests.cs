using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Support;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>The pictures of a session.</summary>
public sealed class TimerPictureTests(WebSuite suite) : PictureTest(suite)
{
    private const int ElapsedSeconds = 8 * 60;

    /// <summary>Slow enough for a picture of what runs.</summary>
    protected override double TimeScale => 60;

    [Fact]
    public async Task Pictures_OfASession_AreTaken()
    {
        RequireWanted();
        var user = await SignUpAsync();
        using var life = new ProgramLife(System, user);
        await life.BeginAsync();
        await Page.SetViewportSizeAsync(1280, 900);
        var telephone = await NewPageAsync(width: 390, height: 844);
        foreach (var page in new[] { Page, telephone })
        {
            await page.SignInAsync(user);
            await OpenAsync(page, "timer");
        }

        await life.StartAsync(day: 1, "Outline of the first chapter", minutes: 25);
        await life.DistractAsync("A message about lunch");
        await Eventually.UntilAsync(async () => (int)(await life.SessionAsync())!["elapsed_seconds"]! > ElapsedSeconds);

        await TakeAsync(Page, "web-timer");
        await TakeAsync(telephone, "web-timer-phone");
    }
}
