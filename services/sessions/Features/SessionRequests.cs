using FocusSuite.Protocol.Errors;

namespace FocusSuite.Sessions.Features;

/// <summary>What several requests have in common.</summary>
internal static class SessionRequests
{
    /// <summary>The field <c>session_id</c>. Of another form than an id it is an id that nobody has: NOT_FOUND, not invalid.</summary>
    public static string SessionId(this Validation validation, string value) => validation.Text(value, 1, int.MaxValue, "session_id");

    /// <summary>The field <c>session_id</c> of a request that has no other.</summary>
    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    public static string ReadSessionId(string value)
    {
        var validation = new Validation();
        var sessionId = validation.SessionId(value);
        validation.ThrowIfAny();
        return sessionId;
    }
}
