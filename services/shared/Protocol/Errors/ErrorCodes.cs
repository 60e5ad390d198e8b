using Grpc.Core;

namespace FocusSuite.Protocol.Errors;

/// <summary>The one table from a domain error to gRPC status, HTTP status, code and text.</summary>
public static class ErrorCodes
{
    /// <summary>Fields of the request are missing or out of range.</summary>
    public static readonly ErrorCode ValidationFailed = new(
        "VALIDATION_FAILED", StatusCode.InvalidArgument, 400, "The request has invalid fields.");

    /// <summary>There is no such thing, or it is somebody else's.</summary>
    public static readonly ErrorCode NotFound = new("NOT_FOUND", StatusCode.NotFound, 404, "Not found.");

    /// <summary>The program takes a Pro subscription.</summary>
    public static readonly ErrorCode ProRequired = new(
        "PRO_REQUIRED", StatusCode.PermissionDenied, 403, "This program requires a Pro subscription.");

    /// <summary>The program is not in progress, so its days cannot be worked on.</summary>
    public static readonly ErrorCode ProgramNotInProgress = new(
        "PROGRAM_NOT_IN_PROGRESS", StatusCode.FailedPrecondition, 400, "The program is not in progress. Start or resume it first.");

    /// <summary>The enrollment's status does not allow the change.</summary>
    public static readonly ErrorCode InvalidProgramStatus = new(
        "INVALID_PROGRAM_STATUS", StatusCode.FailedPrecondition, 400, "The program's status does not allow this.");

    /// <summary>The day comes after the current one.</summary>
    public static readonly ErrorCode DayLocked = new(
        "DAY_LOCKED", StatusCode.FailedPrecondition, 400, "This day is still locked. Complete the days before it first.");

    /// <summary>Another session is active or paused.</summary>
    public static readonly ErrorCode ActiveSessionExists = new(
        "ACTIVE_SESSION_EXISTS", StatusCode.FailedPrecondition, 400, "You already have an active focus session.");

    /// <summary>The session is not active.</summary>
    public static readonly ErrorCode SessionNotActive = new(
        "SESSION_NOT_ACTIVE", StatusCode.FailedPrecondition, 400, "The session is not active.");

    /// <summary>The session is not paused.</summary>
    public static readonly ErrorCode SessionNotPaused = new(
        "SESSION_NOT_PAUSED", StatusCode.FailedPrecondition, 400, "The session is not paused.");

    /// <summary>The session has ended.</summary>
    public static readonly ErrorCode SessionEnded = new(
        "SESSION_ENDED", StatusCode.FailedPrecondition, 400, "The session has already ended.");

    /// <summary>The session was not completed, so there is nothing that counts.</summary>
    public static readonly ErrorCode SessionNotCompleted = new(
        "SESSION_NOT_COMPLETED", StatusCode.FailedPrecondition, 400, "Only a completed session can be corrected.");

    /// <summary>The session ended too long ago to be corrected.</summary>
    public static readonly ErrorCode CorrectionClosed = new(
        "CORRECTION_CLOSED", StatusCode.FailedPrecondition, 400, "A session can be corrected for seven days after its end.");

    /// <summary>Another session was running or paused at that time.</summary>
    public static readonly ErrorCode SessionOverlaps = new(
        "SESSION_OVERLAPS", StatusCode.FailedPrecondition, 400, "Another focus session was running at that time.");

    /// <summary>A bounded list is full.</summary>
    public static readonly ErrorCode LimitReached = new("LIMIT_REACHED", StatusCode.FailedPrecondition, 400, "No more can be added here.");

    /// <summary>An idempotency key came back with another body.</summary>
    public static readonly ErrorCode IdempotencyKeyReused = new(
        "IDEMPOTENCY_KEY_REUSED", StatusCode.FailedPrecondition, 422, "This Idempotency-Key was already used for a different request.");

    /// <summary>No valid access token.</summary>
    public static readonly ErrorCode Unauthenticated = new(
        "UNAUTHENTICATED", StatusCode.Unauthenticated, 401, "A valid access token is required.");

    /// <summary>Who holds a stream open has signed out everywhere.</summary>
    public static readonly ErrorCode SignedOut = new(
        "SIGNED_OUT", StatusCode.Unauthenticated, 401, "You have signed out everywhere. Please sign in again.");

    /// <summary>The account of who holds a stream open has a new password.</summary>
    public static readonly ErrorCode PasswordChanged = new(
        "PASSWORD_CHANGED", StatusCode.Unauthenticated, 401, "The password was changed. Please sign in again.");

    /// <summary>The account of who holds a stream open is gone.</summary>
    public static readonly ErrorCode AccountErased = new("ACCOUNT_ERASED", StatusCode.Unauthenticated, 401, "The account was deleted.");

    /// <summary>Email and password do not belong together.</summary>
    public static readonly ErrorCode InvalidCredentials = new(
        "INVALID_CREDENTIALS", StatusCode.Unauthenticated, 401, "The email or the password is wrong.");

    /// <summary>The refresh token is unknown, expired, used or revoked.</summary>
    public static readonly ErrorCode InvalidRefreshToken = new(
        "INVALID_REFRESH_TOKEN", StatusCode.Unauthenticated, 401, "The refresh token is not valid. Please sign in again.");

    /// <summary>The caller may not do this at all.</summary>
    public static readonly ErrorCode PermissionDenied = new("PERMISSION_DENIED", StatusCode.PermissionDenied, 403, "You may not do this.");

    /// <summary>Too many failures lately.</summary>
    public static readonly ErrorCode TooManyAttempts = new(
        "TOO_MANY_ATTEMPTS", StatusCode.ResourceExhausted, 429, "Too many failed attempts. Please try again later.");

    /// <summary>The caller holds as many streams open as anybody may.</summary>
    public static readonly ErrorCode TooManyStreams = new(
        "TOO_MANY_STREAMS", StatusCode.ResourceExhausted, 429, "Too many live connections are open. Close one of them first.");

    /// <summary>Somebody else changed the same thing over and over.</summary>
    public static readonly ErrorCode Conflict = new(
        "CONFLICT", StatusCode.Aborted, 409, "The same thing was changed at the same time. Please try again.");

    /// <summary>The time for the call ran out.</summary>
    public static readonly ErrorCode DeadlineExceeded = new(
        "DEADLINE_EXCEEDED", StatusCode.DeadlineExceeded, 504, "The request took too long. Please try again.");

    /// <summary>A part of the suite is away for the moment.</summary>
    public static readonly ErrorCode Unavailable = new(
        "UNAVAILABLE", StatusCode.Unavailable, 503, "The service is unavailable for the moment. Please try again.");

    /// <summary>The caller has gone.</summary>
    public static readonly ErrorCode Canceled = new("CANCELLED", StatusCode.Cancelled, 499, "The request was canceled.");

    /// <summary>A fault of ours.</summary>
    public static readonly ErrorCode Internal = new("INTERNAL", StatusCode.Internal, 500, "Something went wrong on our side.");

    /// <summary>The whole table.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        ValidationFailed, NotFound, ProRequired, ProgramNotInProgress, InvalidProgramStatus, DayLocked, ActiveSessionExists,
        SessionNotActive, SessionNotPaused, SessionEnded, SessionNotCompleted, CorrectionClosed, SessionOverlaps, LimitReached,
        IdempotencyKeyReused, Unauthenticated, SignedOut, PasswordChanged, AccountErased, InvalidCredentials, InvalidRefreshToken,
        PermissionDenied, TooManyAttempts, TooManyStreams, Conflict, DeadlineExceeded, Unavailable, Canceled, Internal,
    ];
}
