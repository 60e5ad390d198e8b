using FocusSuite.Web.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>The narrowest telephone shows every screen without a way to the side (WCAG 1.4.10).</summary>
public sealed class NarrowTests(WebSuite suite, MidProgram people) : ScreenTest(suite, people), IClassFixture<MidProgram>
{
    // What scrolls by itself may hold more than it shows. What is for screen readers alone is cut to a pixel.
    private const string Outside =
        """
        () => {
          const isCut = element => {
            for (let at = element; at !== null && at !== document.body; at = at.parentElement) {
              if (getComputedStyle(at).overflowX !== 'visible') return true;
            }
            return false;
          };
          const page = document.documentElement;
          const wide = [page, ...document.querySelectorAll('dialog[open]')]
            .filter(element => element.scrollWidth > Math.min(element.clientWidth, innerWidth))
            .map(element => `${element.tagName} is ${element.scrollWidth} wide`);
          const outside = [...document.body.querySelectorAll('*')].filter(element => {
            const { left, right, width } = element.getBoundingClientRect();
            return width > 0 && (left < -1 || right > innerWidth + 1) && !isCut(element);
          }).map(element => `${element.tagName} .${element.getAttribute('class')} ${element.textContent.slice(0, 40)}`);
          return [...wide, ...outside.slice(0, 5)];
        }
        """;

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_OnANarrowTelephone_HasNothingOutsideIt(string screen)
    {
        await Page.SetViewportSizeAsync(width: 320, height: 640);
        List<string> faults = [];
        await PrepareAsync(Page, screen);
        foreach (var language in new[] { "en", "de", "ar" })
        {
            await OpenAsync(Page, screen, language);
            var found = await Page.EvaluateAsync<string[]>(Outside);
            faults.AddRange(found.Select(fault => $"{screen}, {language}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }
}
