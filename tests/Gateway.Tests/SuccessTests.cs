using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class SuccessTests(GatewayFixture fixture)
{
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Theory]
    [InlineData("/api/v1/focus/programs")]
    [InlineData("/api/v1/focus/programs/")]
    public async Task List_WithAndWithoutSlash_IsTopLevelArrayWithNulls(string path)
    {
        _gateway.Services.Answer<FocusSuite.Protos.Enrollment.V1.ListProgramsRequest>(
            (_, _) => new FocusSuite.Protos.Enrollment.V1.ListProgramsResponse
            {
                Programs =
            {
                new ProgramListing
                {
                    Id = 1, Name = "14-Day Focus Challenge", ProgramType = ProgramType.FourteenDay, Description = "Build \"habits\"",
                    DurationDays = 14,
                    Objectives = { "One", "Two" }, CanAccess = true, Icon = "🎯", Color = "#3B82F6",
                },
            },
            });

        var answer = await _gateway.GetAsync(path);

        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        answer.Header("Content-Type").ShouldBe("application/json; charset=utf-8");
        answer.Body.ShouldBe(
            """[{"id":1,"name":"14-Day Focus Challenge","program_type":"14_day","description":"Build \"habits\"","duration_days":14"""
            + ""","objectives":["One","Two"],"is_pro_only":false,"can_access":true"""
            + ""","icon":"🎯","color":"#3B82F6","cover_image_url":null,"is_enrolled":false,"enrollment_id":null"""
            + ""","enrollment_status":null,"current_day":null}]""");
    }

    [Fact]
    public async Task List_WithoutElements_IsEmptyArray()
    {
        _gateway.Services.Answer<ListHistoryRequest>((_, _) => new ListHistoryResponse());

        var answer = await _gateway.GetAsync("/api/v1/focus/history/");

        answer.Body.ShouldBe("[]");
        answer.Header("X-Next-Page-Token").ShouldBeNull();
    }

    [Fact]
    public async Task List_WithQuery_BindsItAndMovesTheTokenToItsHeader()
    {
        ListHistoryRequest? seen = null;
        _gateway.Services.Answer<ListHistoryRequest>((request, _) =>
        {
            seen = request;
            var entry = new HistoryEntry { EnrollmentId = 7, CompletionPercentage = 14.3, TotalFocusMinutes = 75 };
            return new ListHistoryResponse { NextPageToken = "abc", Entries = { entry } };
        });

        var answer = await _gateway.GetAsync("/api/v1/focus/history?page_size=20&pageToken=x%2Fy&unknown=1");

        seen.ShouldBe(new ListHistoryRequest { PageSize = 20, PageToken = "x/y" });
        answer.Header("X-Next-Page-Token").ShouldBe("abc");
        answer.Body.ShouldBe(
            """[{"enrollment_id":7,"program_name":"","program_type":"PROGRAM_TYPE_UNSPECIFIED","status":"ENROLLMENT_STATUS_UNSPECIFIED","started_at":null"""
            + ""","completed_at":null,"current_day":0,"total_days":0,"completion_percentage":14.3,"total_focus_minutes":75,"current_streak":0}]""");
    }

    /// <summary>
    /// S4: that an answer comes before its effects reaches JSON clients, with a success and with a refusal; nothing is said where it does
    /// not.
    /// </summary>
    [Theory]
    [InlineData(true, false, "pending")]
    [InlineData(true, true, "pending")]
    [InlineData(false, false, null)]
    public async Task Pause_EffectsFollow_IsSaidByTheHeader(bool follow, bool refused, string? header)
    {
        _gateway.Services.Handler = async (_, call) =>
        {
            if (follow)
            {
                await call.WriteResponseHeadersAsync([new Metadata.Entry("focus-effects", "pending")]);
            }

            return refused
                ? throw new RpcException(new Status(Grpc.Core.StatusCode.FailedPrecondition, "No."))
                : new PauseSessionResponse { Success = true };
        };

        var answer = await _gateway.PostAsync("/api/v1/focus/sessions/pause/", """{"session_id":"507f1f77bcf86cd799439011"}""");

        answer.Status.ShouldBe(refused ? System.Net.HttpStatusCode.BadRequest : System.Net.HttpStatusCode.OK);
        answer.Header("Focus-Effects").ShouldBe(header);
    }

    [Fact]
    public async Task Active_WithoutSession_IsNull()
    {
        _gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());

        (await _gateway.GetAsync("/api/v1/focus/sessions/active/")).Body.ShouldBe("""{"active_session":null}""");
    }

    [Fact]
    public async Task Start_WithWordsAndNumericStrings_Is201()
    {
        StartSessionRequest? seen = null;
        _gateway.Services.Answer<StartSessionRequest>((request, _) =>
        {
            seen = request;
            return new StartSessionResponse
            {
                SessionId = "507f1f77bcf86cd799439011",
                StartedAt = Timestamp.FromDateTime(new DateTime(2025, 10, 14, 11, 0, 0, DateTimeKind.Utc)),
                PlannedDurationSeconds = 1500,
                Status = SessionStatus.Active,
            };
        });

        var answer = await _gateway.PostAsync(
            "/api/v1/focus/sessions/start/",
                """{"enrollment_id":"123","dayNumber":3,"duration_minutes":25.0,"session_type":"pomodoro","task_description":null,"x":[1,{}]}""");

        answer.Status.ShouldBe(System.Net.HttpStatusCode.Created);
        seen.ShouldBe(
            new StartSessionRequest { EnrollmentId = 123, DayNumber = 3, DurationMinutes = 25, SessionType = SessionType.Pomodoro });
        answer.Body.ShouldBe(
            """{"session_id":"507f1f77bcf86cd799439011","started_at":"2025-10-14T11:00:00Z","planned_duration_seconds":1500,"status":"active"}""");
    }

    [Fact]
    public async Task Enroll_WithStatusHeader_TakesItFromTheListOnly()
    {
        async Task<Answer> Enroll(string status)
        {
            _gateway.Services.Handler = async (_, call) =>
            {
                await call.WriteResponseHeadersAsync(new Metadata { { "x-http-status", status } });
                return new EnrollResponse { Message = "Already enrolled in this program", EnrollmentId = 5 };
            };
            return await _gateway.PostAsync("/api/v1/focus/programs/enroll", """{"program_id":1}""");
        }

        var same = await Enroll("200");
        same.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        same.Body.ShouldBe("""{"enrolled":false,"message":"Already enrolled in this program","enrollment_id":5}""");
        same.Header("x-http-status").ShouldBeNull();
        (await Enroll("418")).Status.ShouldBe(System.Net.HttpStatusCode.Created);
    }

    [Fact]
    public async Task Post_WithoutBody_IsEmptyRequest()
    {
        EnrollRequest? seen = null;
        _gateway.Services.Answer<EnrollRequest>((request, _) =>
        {
            seen = request;
            return new EnrollResponse();
        });

        var answer = await _gateway.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1/focus/programs/enroll/"));

        answer.Status.ShouldBe(System.Net.HttpStatusCode.Created);
        seen.ShouldBe(new EnrollRequest());
    }

    [Fact]
    public async Task Call_ForwardsWhatServicesMayKnowAndNothingElse()
    {
        _gateway.Services.Answer<EnrollRequest>((_, _) => new EnrollResponse());

        await _gateway.PostAsync(
            "/api/v1/focus/programs/enroll/", "{}", ("Authorization", "Bearer abc"), ("Idempotency-Key", "key-1"),
            ("focus-service-token", "forged"), ("X-Forwarded-For", "10.1.1.1"), ("X-Request-Id", "req-1"), ("Cookie", "a=b"));

        var headers = _gateway.Services.LastHeaders;
        headers.GetValue("authorization").ShouldBe("Bearer abc");
        headers.GetValue("idempotency-key").ShouldBe("key-1");
        headers.GetValue("x-request-id").ShouldBe("req-1");
        headers.GetValue("x-forwarded-for").ShouldBe("127.0.0.1");
        headers.GetValue("focus-service-token").ShouldBeNull();
        headers.GetValue("cookie").ShouldBeNull();
        _gateway.Services.LastDeadline.ShouldBeInRange(DateTime.UtcNow, DateTime.UtcNow.AddSeconds(10));
    }

    [Fact]
    public async Task Head_OfAGetRoute_HasItsHeadersAndNoBody()
    {
        _gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());

        var answer = await _gateway.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/v1/focus/sessions/active"));

        answer.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        answer.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/.well-known/jwks.json/")]
    public async Task Jwks_ComesFromIdentity(string path) => (await _gateway.GetAsync(path)).Body.ShouldBe("""{"keys":[]}""");

    [Fact]
    public async Task Health_TellsLiveAndReady()
    {
        (await _gateway.GetAsync("/health/live")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await _gateway.GetAsync("/health/ready")).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
