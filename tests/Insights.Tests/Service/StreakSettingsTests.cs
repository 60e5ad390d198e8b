using System.Globalization;
using FocusSuite.Insights.Tests.Support;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;

namespace FocusSuite.Insights.Tests.Service;

/// <summary>What people set for their streaks, when they do it twice or at once.</summary>
public sealed class StreakSettingsTests(InsightsHost host)
{
    [Fact]
    public async Task Vacations_EnteredAllAtOnce_AreAllThere()
    {
        var (client, headers) = NewUser();

        // The first of them makes the row: the others lose that race, and those after it one after the other.
        await Task.WhenAll(Enumerable.Range(1, 6).Select(month => client.AddVacationAsync(Of(month, 1, 10), headers).ResponseAsync));

        var streak = await client.GetStreakAsync(new GetStreakRequest(), headers);
        streak.Vacations.Select(vacation => vacation.FirstDate).ShouldBe(Enumerable.Range(1, 6).Select(month => Date(month, 1)));
    }

    [Fact]
    public async Task Vacation_EnteredTwiceAtOnce_IsOne()
    {
        var (client, headers) = NewUser();

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.AddVacationAsync(Of(1, 1, 10), headers).ResponseAsync));

        (await client.GetStreakAsync(new GetStreakRequest(), headers)).Vacations.ShouldHaveSingleItem().LastDate.ShouldBe(Date(1, 10));
    }

    [Fact]
    public async Task Vacations_OverOneAnotherAtOnce_AreOneAndTheOtherIsRefused()
    {
        var (client, headers) = NewUser();

        var all = Enumerable.Range(1, 2).Select(day => client.AddVacationAsync(Of(1, day, 10), headers).ResponseAsync).ToList();
        await Task.WhenAll(all.Select(one => one.ContinueWith(_ => { }, TaskScheduler.Default)));

        all.Count(one => one.IsCompletedSuccessfully).ShouldBe(1);
        all.Single(one => one.IsFaulted).Exception!.InnerException.ShouldBeOfType<RpcException>().StatusCode
            .ShouldBe(StatusCode.InvalidArgument);
        (await client.GetStreakAsync(new GetStreakRequest(), headers)).Vacations.Count.ShouldBe(1);
    }

    private static AddVacationRequest Of(int month, int first, int last) =>
        new() { FirstDate = Date(month, first), LastDate = Date(month, last) };

    private static string Date(int month, int day) => new DateOnly(2099, month, day).ToString("O", CultureInfo.InvariantCulture);

    private (InsightsService.InsightsServiceClient Client, Metadata Headers) NewUser() => (
        new(host.Service.Channel), new() { { "authorization", $"Bearer {host.Authority.CreateToken(host.NewUser())}" } });
}
