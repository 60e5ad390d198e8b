namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>What a person can ask for, as it is stored with the request's key.</summary>
internal static class ChangeVerbs
{
    public const string Start = "start";
    public const string Pause = "pause";
    public const string Resume = "resume";
    public const string Abandon = "abandon";
}
