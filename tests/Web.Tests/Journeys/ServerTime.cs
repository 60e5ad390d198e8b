using FocusSuite.TestSupport.Waiting;
using Microsoft.Playwright;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>Compares the timer of a page with the server's.</summary>
internal static class ServerTime
{
    /// <summary>
    /// The suite's seconds by which a page may be wrong. Where time runs 60 times faster these are a tenth of a real second, in which the
    /// page has to measure the clock over HTTP, to hear the stream, and to draw: 50 ms are the least between two of its drawings.
    /// </summary>
    private const int Allowed = 6;

    // On a busy machine the stream comes late to a page that has just been woken, and a drawing now and then. What is wrong stays wrong.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <summary>The page shows what is left by the server's clock: between what the API says before and after the look.</summary>
    public static async Task ShouldShowTheServersTimeAsync(this IPage page, UserApi api)
    {
        await Eventually.Async(
            async () =>
            {
                var most = await api.RemainingAsync();
                var shown = await page.ShownSecondsAsync();
                return (Shown: shown, Most: most, Least: await api.RemainingAsync());
            },
            look => look.Shown >= look.Least - Allowed && look.Shown <= look.Most + Allowed,
            Bound);
    }
}
