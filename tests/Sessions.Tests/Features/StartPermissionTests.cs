using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Features;

/// <summary>Who may begin a session on which day.</summary>
public sealed class StartPermissionTests
{
    private readonly FakeEnrollments _enrollments = new();
    private readonly Identity _identity = new();
    private readonly StartPermission _permission;

    public StartPermissionTests() => _permission = new(_enrollments, _identity, new FakeTimeProvider(Some.Start));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Require_ADayThatIsOpen_TellsTheProgramAndDoesNotAskAboutPro(int day)
    {
        (await RequireAsync(day)).ShouldBe(2);

        _enrollments.Asked.ShouldHaveSingleItem().EnrollmentId.ShouldBe(11);
        _identity.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData(4, "This day is still locked. Complete the days before it first.")]
    [InlineData(14, "This day is still locked. Complete the days before it first.")]
    [InlineData(15, "The program has 14 days.")]
    public async Task Require_ADayThatIsNotOpen_SaysWhy(int day, string text)
    {
        var refusal = await Should.ThrowAsync<ApiException>(RequireAsync(day));

        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.DayLocked, text));
    }

    [Theory]
    [InlineData(EnrollmentStatus.NotStarted)]
    [InlineData(EnrollmentStatus.Paused)]
    [InlineData(EnrollmentStatus.Completed)]
    [InlineData(EnrollmentStatus.Abandoned)]
    public async Task Require_OfAProgramThatIsNotInProgress_IsRefused(EnrollmentStatus status)
    {
        _enrollments.Answer.Status = status;

        await Should.ThrowAsync<ApiException>(RequireAsync(1)).RefusesWith(ErrorCodes.ProgramNotInProgress);
    }

    [Fact]
    public async Task Require_OfSomebodyElsesEnrollment_IsNotFoundWhateverItsStatus()
    {
        _enrollments.Answer.UserId = Some.UserId + 1;
        _enrollments.Answer.Status = EnrollmentStatus.Paused;

        await Should.ThrowAsync<ApiException>(RequireAsync(1)).RefusesWith(ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Require_OfAnUnknownEnrollment_IsNotFound()
    {
        _enrollments.Failure = StatusCode.NotFound;

        await Should.ThrowAsync<ApiException>(RequireAsync(1)).RefusesWith(ErrorCodes.NotFound);
    }

    [Fact]
    public async Task Require_WhileEnrollmentIsAway_TellsThat()
    {
        _enrollments.Failure = StatusCode.Unavailable;

        (await Should.ThrowAsync<RpcException>(RequireAsync(1))).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public async Task Require_OfAProProgram_TakesProNow(int minutesLeft, bool allowed)
    {
        _enrollments.Answer.IsProOnly = true;
        _identity.Subscription = new Subscription
        {
            Plan = Plan.ProMonthly,
            Status = SubscriptionStatus.Active,
            ExpiresAt = Some.At(minutesLeft).ToTimestamp(),
        };

        if (allowed)
        {
            (await RequireAsync(1)).ShouldBe(2);
        }
        else
        {
            // Also on a day that is locked: to buy Pro comes first.
            await Should.ThrowAsync<ApiException>(RequireAsync(15)).RefusesWith(ErrorCodes.ProRequired);
        }

        _identity.Calls.ShouldBe(1);
    }

    private Task<long> RequireAsync(int day) =>
        _permission.RequireAsync(
            new SessionPlan(11, day, 25, SessionType.Program, null), Some.UserId, TestContext.Current.CancellationToken);

    private static AsyncUnaryCall<T> Answered<T>(Task<T> answer) =>
        new(answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    private sealed class Identity : IdentityInternalService.IdentityInternalServiceClient
    {
        public int Calls { get; private set; }

        public Subscription? Subscription { get; set; }

        public override AsyncUnaryCall<GetSubscriptionResponse> GetSubscriptionAsync(GetSubscriptionRequest request, CallOptions options)
        {
            Calls++;
            return Answered(Task.FromResult(new GetSubscriptionResponse { Subscription = Subscription }));
        }
    }
}
