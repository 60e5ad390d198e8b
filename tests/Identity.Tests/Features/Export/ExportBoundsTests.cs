using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Hosting;
using Google.Api;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Export;

/// <summary>An export lasts as long as its reader takes: nobody has more than a few of them, and none lasts for ever.</summary>
public sealed class ExportBoundsTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Export_WhileTwoOfTheUserAreUnderWay_IsRefusedUntilOneOfThemEnds()
    {
        await using var stores = await EndlessStores.StartAsync();
        await using var identity = await IdentityInstallation.StartAsync(settings: stores.Settings);
        var (user, neighbour) = (await identity.SignupAsync(), await identity.SignupAsync());
        using var first = await BeginAsync(identity, user);
        using var second = await BeginAsync(identity, user);

        var refusal = await Refusal.OfAsync(() => BeginAsync(identity, user));

        (refusal.Status, refusal.Reason, refusal.HttpStatus).ShouldBe((StatusCode.ResourceExhausted, "TOO_MANY_STREAMS", "429"));
        refusal.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        using var theirs = await BeginAsync(identity, neighbour);
        stores.IsEndless = false;
        await ReadToTheEndAsync(first).WaitAsync(Bound);
        using var third = await BeginAsync(identity, user);
        await ReadToTheEndAsync(third).WaitAsync(Bound);
        identity.Host.Logs.Errors.ShouldNotContain(error => $"{error}".Contains(nameof(AccountService)));
    }

    [Fact]
    public async Task Export_AtItsDeadline_IsEndedAndMakesRoomForAnother()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var stores = await EndlessStores.StartAsync();
        await using var identity = await IdentityInstallation.StartAsync(time, settings: stores.Settings);
        var user = await identity.SignupAsync();
        using var read = await BeginAsync(identity, user);

        // Nobody reads on: this one stands still where the connection is full.
        using var left = await BeginAsync(identity, user);

        time.Advance(Deadline - TimeSpan.FromSeconds(1));
        (await read.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Bound)).ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<RpcException>(() => ReadToTheEndAsync(read).WaitAsync(Bound));
        await Should.ThrowAsync<RpcException>(() => ReadToTheEndAsync(left).WaitAsync(Bound));

        using var third = await BeginAsync(identity, user);
        using var fourth = await BeginAsync(identity, user);
        identity.Host.Logs.Errors.ShouldNotContain(error => $"{error}".Contains(nameof(AccountService)));
    }

    private static async Task<AsyncServerStreamingCall<HttpBody>> BeginAsync(IdentityInstallation identity, SignedIn user)
    {
        var call = identity.Accounts.ExportAccount(new ExportAccountRequest(), IdentityInstallation.Bearer(user.Tokens.Access));
        (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Bound)).ShouldBeTrue();
        return call;
    }

    private static async Task ReadToTheEndAsync(AsyncServerStreamingCall<HttpBody> call)
    {
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }
    }
}
