using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using Shouldly;
using Xunit;
using SessionType = FocusSuite.Sessions.Domain.SessionType;

namespace FocusSuite.Sessions.Tests.Features;

public sealed class RequestReadingTests
{
    // One code point, two UTF-16 units.
    private const string Target = "🎯";

    [Fact]
    public void Start_OfLeastRequest_IsAProgramSessionWithoutDescription() => StartSession
        .Read(new StartSessionRequest { EnrollmentId = 1, DayNumber = 1, DurationMinutes = 1 })
        .ShouldBe(new SessionPlan(1, 1, 1, SessionType.Program, null));

    [Fact]
    public void Start_WithALongDescription_CountsCodePointsAfterTrimming()
    {
        var longest = string.Concat(Enumerable.Repeat(Target, 500));
        var request = new StartSessionRequest
        {
            EnrollmentId = 1,
            DayNumber = 2,
            DurationMinutes = 180,
            SessionType = Protos.Sessions.V1.SessionType.Custom,
            TaskDescription = $"  {longest}\n",
        };

        StartSession.Read(request).ShouldBe(new SessionPlan(1, 2, 180, SessionType.Custom, longest));
    }

    [Fact]
    public void Start_WithEverythingWrong_TellsItAll() => Fields(() => StartSession.Read(new StartSessionRequest
    {
        EnrollmentId = -1,
        DayNumber = -2,
        DurationMinutes = 181,
        SessionType = (Protos.Sessions.V1.SessionType)9,
        TaskDescription = new string('x', 501),
    })).ShouldBe(["enrollment_id", "day_number", "duration_minutes", "session_type", "task_description"], ignoreOrder: true);

    [Fact]
    public void Start_WithABadDayAndType_SaysWhatWouldBeRight()
    {
        var request = new StartSessionRequest { EnrollmentId = 1, DurationMinutes = 1, SessionType = (Protos.Sessions.V1.SessionType)9 };

        var fields = Should.Throw<ApiException>(() => StartSession.Read(request)).Fields;

        fields["day_number"].ShouldBe(["Must be at least 1."]);
        fields["session_type"].ShouldBe(["Must be pomodoro, custom or program."]);
    }

    [Fact]
    public void Start_OfEmptyRequest_MissesThreeFields() =>
        Fields(() => StartSession.Read(new StartSessionRequest()))
            .ShouldBe(["enrollment_id", "day_number", "duration_minutes"], ignoreOrder: true);

    [Fact]
    public void Complete_OfEmptyRatingAndNotes_SaysNothing()
    {
        var (sessionId, rating, notes) = CompleteSession.Read(new CompleteSessionRequest { SessionId = " abc ", Notes = "  " });

        sessionId.ShouldBe("abc");
        (rating, notes).ShouldBe((null, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-1)]
    public void Complete_WithABadRating_TellsItWithTheRest(int rating) => Fields(() => CompleteSession.Read(new CompleteSessionRequest
    {
        ProductivityRating = rating,
        Notes = new string('x', 1001),
    })).ShouldBe(["session_id", "productivity_rating", "notes"], ignoreOrder: true);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Distraction_WithoutText_IsRequired(string note)
    {
        var refusal = Should.Throw<ApiException>(() => LogDistraction.Read(new LogDistractionRequest { DistractionNote = note }));

        refusal.Fields["distraction_note"].ShouldBe([Validation.Required]);
        refusal.Fields["session_id"].ShouldBe([Validation.Required]);
    }

    [Fact]
    public void Distraction_OfTheLongestText_IsTaken()
    {
        LogDistraction.Read(new LogDistractionRequest { SessionId = "a", DistractionNote = new string('x', 500) })
            .Note.Length.ShouldBe(500);
        Fields(() => LogDistraction.Read(new LogDistractionRequest { SessionId = "a", DistractionNote = new string('x', 501) }))
            .ShouldBe(["distraction_note"]);
    }

    [Fact]
    public void SessionId_Missing_IsRequired() => Fields(() => SessionRequests.ReadSessionId("")).ShouldBe(["session_id"]);

    private static IEnumerable<string> Fields(Func<object> read) => Should.Throw<ApiException>(read).Fields.Keys;
}
