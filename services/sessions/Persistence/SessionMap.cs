using System.Globalization;
using FocusSuite.Documents;
using FocusSuite.Sessions.Domain;

namespace FocusSuite.Sessions.Persistence;

/// <summary>How sessions are stored and found.</summary>
internal static class SessionMap
{
    public const string ByUser = "by_user";
    public const string Live = "live";
    public const string Due = "due";

    /// <summary>Held by a live session only: a person has one, across programs, devices and replicas.</summary>
    public const string LiveSession = "live_session";

    // live and due are sparse: they hold live sessions only, and stay as small as these are few.
    public static DocumentMap<FocusSession> Value { get; } = DocumentMap
        .For<FocusSession>("sessions", session => session.UserId, session => session.Id)
        .Index(ByUser, index => index.Equal(session => session.UserId).Sort(session => session.StartedAt))
        .Index(Live, index => index.Sort(session => session.LiveUser))
        .Index(Due, index => index.Sort(session => session.DueAt))
        .Unique(LiveSession, session => session.LiveUser?.ToString(CultureInfo.InvariantCulture));
}
