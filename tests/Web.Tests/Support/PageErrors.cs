using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace FocusSuite.Web.Tests.Support;

/// <summary>
/// What went wrong in all pages of one context: errors on the console, exceptions that nobody caught, and everything that the content
/// security policy forbade. Chromium also writes an error for each answer of 400 and above.
/// </summary>
public sealed class PageErrors
{
    // A page that is left at once may not have written to the console yet.
    private const string TellViolations =
        "document.addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.effectiveDirective} forbids ${e.blockedURI}`))";

    private readonly ConcurrentQueue<string> _all = new();
    private readonly ConcurrentBag<string> _expected = [];

    private PageErrors()
    {
    }

    /// <summary>What was noted, without what the test expects.</summary>
    public IReadOnlyList<string> Unexpected =>
        [.. _all.Where(error => !_expected.Any(text => error.Contains(text, StringComparison.Ordinal)))];

    /// <summary>Begins to note; to be called before the context has a page.</summary>
    public static async Task<PageErrors> NoteAsync(IBrowserContext context)
    {
        var errors = new PageErrors();
        context.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                errors._all.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        context.WebError += (_, error) => errors._all.Enqueue(error.Error);
        await context.AddInitScriptAsync(TellViolations);
        return errors;
    }

    /// <summary>Says that errors with this text belong to what is tested.</summary>
    public void Expect(string text) => _expected.Add(text);
}
