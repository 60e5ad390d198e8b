namespace FocusSuite.AppHost.Progress;

/// <summary>Shows how the start of a system goes.</summary>
internal interface IStartView
{
    void Starting(string part, string what);

    void Ready(string part, TimeSpan after);

    void Note(string text);
}
