namespace FocusSuite.Client;

/// <summary>The words of <see cref="FocusSuiteException.Code"/>. Later versions of the suite may say others.</summary>
public static class FocusSuiteErrorCodes
{
    /// <summary>Fields of the request are missing or out of range.</summary>
    public const string ValidationFailed = "VALIDATION_FAILED";

    /// <summary>There is no such thing, or it is somebody else's.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The program takes a Pro subscription.</summary>
    public const string ProRequired = "PRO_REQUIRED";

    /// <summary>The program is not in progress, so its days cannot be worked on.</summary>
    public const string ProgramNotInProgress = "PROGRAM_NOT_IN_PROGRESS";

    /// <summary>The enrollment's status does not allow the change.</summary>
    public const string InvalidProgramStatus = "INVALID_PROGRAM_STATUS";

    /// <summary>The day comes after the current one.</summary>
    public const string DayLocked = "DAY_LOCKED";

    /// <summary>Another session is active or paused.</summary>
    public const string ActiveSessionExists = "ACTIVE_SESSION_EXISTS";

    /// <summary>The session is not active.</summary>
    public const string SessionNotActive = "SESSION_NOT_ACTIVE";

    /// <summary>The session is not paused.</summary>
    public const string SessionNotPaused = "SESSION_NOT_PAUSED";

    /// <summary>The session has ended.</summary>
    public const string SessionEnded = "SESSION_ENDED";

    /// <summary>The session was not completed.</summary>
    public const string SessionNotCompleted = "SESSION_NOT_COMPLETED";

    /// <summary>The session ended too long ago to be corrected.</summary>
    public const string CorrectionClosed = "CORRECTION_CLOSED";

    /// <summary>Another session was running at that time.</summary>
    public const string SessionOverlaps = "SESSION_OVERLAPS";

    /// <summary>A bounded list is full.</summary>
    public const string LimitReached = "LIMIT_REACHED";

    /// <summary>A request key came back with another body.</summary>
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";

    /// <summary>No valid token.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>Who holds a stream open has signed out everywhere.</summary>
    public const string SignedOut = "SIGNED_OUT";

    /// <summary>The account of who holds a stream open has a new password.</summary>
    public const string PasswordChanged = "PASSWORD_CHANGED";

    /// <summary>The account of who holds a stream open is gone.</summary>
    public const string AccountErased = "ACCOUNT_ERASED";

    /// <summary>Email and password do not belong together.</summary>
    public const string InvalidCredentials = "INVALID_CREDENTIALS";

    /// <summary>The refresh token is unknown, expired, used or revoked.</summary>
    public const string InvalidRefreshToken = "INVALID_REFRESH_TOKEN";

    /// <summary>The caller may not do this at all.</summary>
    public const string PermissionDenied = "PERMISSION_DENIED";

    /// <summary>Too many failures lately.</summary>
    public const string TooManyAttempts = "TOO_MANY_ATTEMPTS";

    /// <summary>The caller holds as many streams open as anybody may.</summary>
    public const string TooManyStreams = "TOO_MANY_STREAMS";

    /// <summary>Somebody else changed the same thing over and over.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>The time for the call ran out.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>A part of the suite is away for the moment.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>The call was ended.</summary>
    public const string Canceled = "CANCELLED";

    /// <summary>A fault of the suite.</summary>
    public const string Internal = "INTERNAL";
}
