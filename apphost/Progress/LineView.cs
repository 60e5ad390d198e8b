using System.Globalization;

namespace FocusSuite.AppHost.Progress;

/// <summary>One line an event: for logs, pipes and tests.</summary>
internal sealed class LineView(Action<string> write) : IStartView
{
    public void Starting(string part, string what) => write($"{part}: {what}");

    public void Ready(string part, TimeSpan after) => write(string.Create(CultureInfo.InvariantCulture, $"{part}: ready after {after.TotalSeconds:0.0} s"));

    public void Note(string text) => write(text);
}
