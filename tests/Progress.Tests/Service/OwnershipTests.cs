using FocusSuite.Progress.Tests.Support;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Tests.Service;

public class OwnershipTests(ProgressFixture fixture)
{
    public static TheoryData<string> Methods =>
        ["GetDay", "UpdateTask", "AddReflection", "UpdateReflection", "DeleteReflection", "RateDay", "GetWeeklyReview"];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task AnyMethod_SomebodyElsesEnrollment_IsNotFoundAsOneThatDoesNotExist(string method)
    {
        var (me, other) = (fixture.Enroll(), fixture.Enroll());
        await other.MarkAsync(0);

        var foreign = await Should.ThrowAsync<RpcException>(() => CallAsync(me, method, other.Id));
        var unknown = await Should.ThrowAsync<RpcException>(() => CallAsync(me, method, 999_999_999));

        foreign.StatusCode.ShouldBe(StatusCode.NotFound);
        foreign.Reason().ShouldBe("NOT_FOUND");
        (unknown.StatusCode, unknown.Status.Detail, unknown.Reason())
            .ShouldBe((foreign.StatusCode, foreign.Status.Detail, foreign.Reason()));
        (await other.DayAsync()).UserProgress.TasksCompleted.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task AnyMethod_WithoutAToken_IsUnauthenticated(string method)
    {
        var client = fixture.Enroll().Client;
        (await Should.ThrowAsync<RpcException>(() => Calls[method](client, 1, []))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task InternalMethods_CalledByAUserAlone_AreDenied()
    {
        var me = fixture.Enroll();
        var overview = await Should.ThrowAsync<RpcException>(
            () => me.Internal.GetOverviewAsync(new() { EnrollmentId = me.Id, DayNumber = 1 }, me.Headers()).ResponseAsync);
        var batch = await Should.ThrowAsync<RpcException>(
            () => me.Internal.BatchGetTotalsAsync(new() { EnrollmentIds = { me.Id } }, me.Headers()).ResponseAsync);
        (overview.StatusCode, batch.StatusCode).ShouldBe((StatusCode.PermissionDenied, StatusCode.PermissionDenied));
    }

    [Fact]
    public async Task InternalMethods_AboutSomebodyElsesEnrollment_ShowNothingOfIt()
    {
        var (me, other) = (fixture.Enroll(), fixture.Enroll());
        await other.MarkAsync(0);
        await other.DeliverAsync(other.Session("s"));

        var overview = await me.Internal.GetOverviewAsync(
            new GetOverviewRequest { EnrollmentId = other.Id, DayNumber = 1 }, me.ByService());
        var batch = await me.Internal.BatchGetTotalsAsync(
            new BatchGetTotalsRequest { EnrollmentIds = { me.Id, other.Id } }, me.ByService());

        overview.ShouldBe(new GetOverviewResponse { Totals = new EnrollmentTotals { EnrollmentId = other.Id } });
        batch.Totals.ShouldBeEmpty();
    }

    private static readonly Dictionary<string, Func<ProgressService.ProgressServiceClient, long, Metadata, Task>> Calls = new()
    {
        ["GetDay"] = (client, id, headers) => client.GetDayAsync(new() { EnrollmentId = id, DayNumber = 1 }, headers).ResponseAsync,
        ["UpdateTask"] = (client, id, headers) =>
            client.UpdateTaskAsync(new() { EnrollmentId = id, DayNumber = 1, TaskIndex = 0, IsCompleted = false }, headers).ResponseAsync,
        ["AddReflection"] = (client, id, headers) =>
            client.AddReflectionAsync(
                new() { EnrollmentId = id, DayNumber = 1, Question = "Why?", Answer = "Because." }, headers).ResponseAsync,
        ["UpdateReflection"] = (client, id, headers) =>
            client.UpdateReflectionAsync(
                new() { EnrollmentId = id, DayNumber = 1, ReflectionNumber = 1, Answer = "Because." }, headers).ResponseAsync,
        ["DeleteReflection"] = (client, id, headers) =>
            client.DeleteReflectionAsync(new() { EnrollmentId = id, DayNumber = 1, ReflectionNumber = 1 }, headers).ResponseAsync,
        ["RateDay"] = (client, id, headers) =>
            client.RateDayAsync(new() { EnrollmentId = id, DayNumber = 1, DifficultyRating = 1 }, headers).ResponseAsync,
        ["GetWeeklyReview"] = (client, id, headers) =>
            client.GetWeeklyReviewAsync(new() { EnrollmentId = id, WeekNumber = 1 }, headers).ResponseAsync,
    };

    private static Task CallAsync(TestUser user, string method, long enrollmentId) =>
        Calls[method](user.Client, enrollmentId, user.Headers());
}
