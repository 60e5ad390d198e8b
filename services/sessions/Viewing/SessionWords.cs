using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Viewing;

/// <summary>The domain's words and those of the protos.</summary>
internal static class SessionWords
{
    public static Wire.SessionStatus ToWire(this SessionStatus status) => status switch
    {
        SessionStatus.Active => Wire.SessionStatus.Active,
        SessionStatus.Paused => Wire.SessionStatus.Paused,
        SessionStatus.Completed => Wire.SessionStatus.Completed,
        _ => Wire.SessionStatus.Canceled,
    };

    public static Wire.SessionType ToWire(this SessionType type) => type switch
    {
        SessionType.Pomodoro => Wire.SessionType.Pomodoro,
        SessionType.Custom => Wire.SessionType.Custom,
        _ => Wire.SessionType.Program,
    };

    /// <returns>Null for a type that nobody knows.</returns>
    public static SessionType? FromWire(this Wire.SessionType type) => type switch
    {
        Wire.SessionType.Unspecified or Wire.SessionType.Program => SessionType.Program,
        Wire.SessionType.Pomodoro => SessionType.Pomodoro,
        Wire.SessionType.Custom => SessionType.Custom,
        _ => null,
    };
}
