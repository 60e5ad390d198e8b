using FocusSuite.TestSupport;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>axe-core finds nothing on any screen. It knows what a program can check of WCAG; the keyboard has tests of its own.</summary>
public sealed class AccessibilityTests(WebSuite suite, MidProgram people) : ScreenTest(suite, people), IClassFixture<MidProgram>
{
    private const string Look =
        """
        async rules => {
          const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const runOnly = rules.length > 0 ? { type: 'rule', values: rules } : { type: 'tag', values: all };
          const { passes, violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
          if (passes.length === 0) {
            return ['no rule applied'];
          }
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(node => `${id} at ${node.target.join(' ')}: ${[...node.any, ...node.all, ...node.none][0]?.message}`));
        }
        """;

    private const string Spoil =
        """
        () => {
          const main = document.querySelector('main');
          main.append(new Image());
          main.style.color = '#aaaaaa';
        }
        """;

    // A theme is colours, and changes what these say.
    private static readonly string[] RulesOfColour = ["color-contrast", "link-in-text-block"];
    private static readonly string[] EveryRule = [];

    private static readonly string[] Languages = ["en", "de", "ar"];

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Screen_InEachThemeAndLanguage_HasNoAccessibilityFault(string screen)
    {
        List<string> faults = [];
        await PrepareAsync(Page, screen);
        foreach (var language in Languages)
        {
            await OpenAsync(Page, screen, language);
            await BringAxeAsync();
            foreach (var (theme, rules) in new[] { (ColorScheme.Light, EveryRule), (ColorScheme.Dark, RulesOfColour) })
            {
                await Page.EmulateMediaAsync(new() { ColorScheme = theme });
                faults.AddRange((await LookAsync(rules)).Select(fault => $"{screen}, {language}, {theme}: {fault}"));
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Screen_ThatIsSpoilt_HasFaults()
    {
        await OpenAsync(Page, "sign-in", "en");
        await BringAxeAsync();
        await Page.EvaluateAsync(Spoil);

        (await LookAsync(EveryRule)).ShouldContain(fault => fault.StartsWith("image-alt"));
        (await LookAsync(RulesOfColour)).ShouldContain(fault => fault.StartsWith("color-contrast"));
    }

    // By the debugger, which the page's policy does not bind: a script element would be refused.
    private async Task BringAxeAsync() => await Page.EvaluateAsync(await File.ReadAllTextAsync(
        Repository.PathOf("web/node_modules/axe-core/axe.min.js"), TestContext.Current.CancellationToken));

    private Task<string[]> LookAsync(string[] rules) => Page.EvaluateAsync<string[]>(Look, rules);
}
