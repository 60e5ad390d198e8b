using FocusSuite.Domain;
using FocusSuite.Domain.Calendars;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using Shouldly;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>Sessions and operations for the tests of decisions. Times are minutes after the start.</summary>
internal static class Some
{
    public const long UserId = 7;
    public const string Key = "key-1";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);

    public static OperationContext Operation(double minutes, string? key = null) => new(Guid.CreateVersion7(), At(minutes), key);

    public static FocusSession Active(int plannedMinutes = 25, string timeZone = "UTC") =>
        FocusSession.Start(
            SessionId.New(),
            UserId,
            2,
            timeZone,
            new SessionPlan(11, 3, plannedMinutes, SessionType.Program, "Write"),
            Operation(0)).State!;

    public static FocusSession Paused(double at, int plannedMinutes = 25) => Active(plannedMinutes).Pause(at);

    public static FocusSession Pause(this FocusSession session, double at, string? key = null) => session.Pause(Operation(at, key)).State!;

    public static FocusSession Resume(this FocusSession session, double at, string? key = null) =>
        session.Resume(Operation(at, key)).State!;

    /// <summary>Paused as versions stored it that did not look at the planned end.</summary>
    public static FocusSession OncePaused(this FocusSession session, double from, double? to = null) => session with
    {
        Status = to is null ? SessionStatus.Paused : SessionStatus.Active,
        Pauses = [.. session.Pauses, new Pause(At(from), to is { } end ? At(end) : null)],
    };

    public static FocusSession In(SessionStatus status) => status switch
    {
        SessionStatus.Active => Active(),
        SessionStatus.Paused => Paused(5),
        _ => Active() with { Status = status, EndedAt = At(10), EndedBy = EndedBy.Person, ActualSeconds = 600, CreditedSeconds = 600 },
    };

    /// <summary>The date at a moment where a time zone is.</summary>
    public static DateOnly DateIn(string timeZone, DateTimeOffset at) => UserCalendar.In(TimeZoneNames.Resolve(timeZone)).DateOf(at);

    public static void ShouldRefuse(this Decision<FocusSession> decision, ErrorCode code)
    {
        decision.Refusal.ShouldNotBeNull().ToException().Code.ShouldBe(code);
        decision.ChangesNothing.ShouldBeTrue();
    }

    public static async Task RefusesWith(this Task<ApiException> refusal, ErrorCode code) => (await refusal).Code.ShouldBe(code);

    public static ErrorCode Code(string word) => ErrorCodes.All.Single(code => code.Word == word);
}
