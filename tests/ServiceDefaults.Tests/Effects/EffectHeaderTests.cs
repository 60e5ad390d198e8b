using FocusSuite.Messaging.Effects;
using FocusSuite.Protocol;
using FocusSuite.Protocol.Effects;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Effects;

/// <summary>What a caller learns of effects that follow. To start a session is a POST of a signed-in user.</summary>
public sealed class EffectHeaderTests : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private SampleHost _host = null!;

    private IEffectReport Report => _host.Services.GetRequiredService<IEffectReport>();

    public async ValueTask InitializeAsync() =>
        _host = await SampleHost.StartAsync(("Focus:Overload:Least", "1"), ("Focus:Overload:Most", "1"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    /// <summary>S4: an answer that comes before its effects says so, and no other does.</summary>
    [Theory]
    [InlineData(null, null)]
    [InlineData(true, null)]
    [InlineData(false, "pending")]
    public async Task Answer_AfterAWait_SaysWhetherItsEffectsFollow(bool? visible, string? header)
    {
        _host.Act = async _ =>
        {
            await Task.Yield();
            if (visible is { } told)
            {
                Report.Begin();
                Report.End(told);
            }
        };

        (await CallAsync()).Headers.GetValue(EffectHeaders.Name).ShouldBe(header);
    }

    /// <summary>S4: also where the method has written its headers already, and where two waits were in vain.</summary>
    [Fact]
    public async Task Answer_WhoseHeadersAreWritten_SaysItInTheTrailers()
    {
        _host.Act = async context =>
        {
            await context.AnswerWithStatusAsync("200");
            Report.End(false);
            Report.End(false);
        };

        (await CallAsync()).Trailers.GetValue(EffectHeaders.Name).ShouldBe("pending");
    }

    /// <summary>S4: a refusal may have effects as well, e.g. that an overdue session was ended.</summary>
    [Fact]
    public async Task Refusal_AfterAWaitInVain_SaysIt()
    {
        _host.Act = _ =>
        {
            Report.End(false);
            throw new ApiException(ErrorCodes.SessionEnded);
        };

        using var call = Client.StartSessionAsync(new StartSessionRequest(), Headers(null));
        var thrown = await Should.ThrowAsync<RpcException>(async () => await call);

        thrown.Reason().ShouldBe("SESSION_ENDED");
        (await call.ResponseHeadersAsync).Concat(thrown.Trailers)
            .ShouldContain(entry => entry.Key == EffectHeaders.Name && entry.Value == "pending");
    }

    /// <summary>S4: who repeats a request is told how things stand then, and not how they stood.</summary>
    [Fact]
    public async Task Repeat_OfAnAnswerBeforeItsEffects_IsAnsweredAnew()
    {
        var acts = 0;
        _host.Act = _ =>
        {
            Report.End(++acts > 1);
            return Task.CompletedTask;
        };

        (await CallAsync("key")).Headers.GetValue(EffectHeaders.Name).ShouldBe("pending");
        (await CallAsync("key")).Headers.GetValue(EffectHeaders.Name).ShouldBeNull();
        (await CallAsync("key")).Headers.GetValue(EffectHeaders.Name).ShouldBeNull();

        acts.ShouldBe(2);
    }

    /// <summary>S4: what was saved must be answered, so a wait may last no longer than the call.</summary>
    [Theory]
    [InlineData(10, 8, 9)]
    [InlineData(2, 0.5, 1.5)]
    public async Task Begin_CallHasADeadline_LeavesTimeForTheAnswer(double deadline, double least, double most)
    {
        TimeSpan? left = null;
        _host.Act = _ =>
        {
            left = Report.Begin();
            return Task.CompletedTask;
        };

        await CallAsync(deadline: DateTime.UtcNow.AddSeconds(deadline));

        left!.Value.TotalSeconds.ShouldBeInRange(least, most);
    }

    [Fact]
    public void Begin_OutsideOfACall_IsNotBounded() => Report.Begin().ShouldBeNull();

    /// <summary>S4: calls that only wait for others keep nobody out, however many there are.</summary>
    [Fact]
    public async Task Begin_OfManyCalls_LeavesTheirPlacesToOthers()
    {
        var (waiting, release) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _host.Act = async _ =>
        {
            Report.Begin();
            Interlocked.Increment(ref waiting);
            await release.Task;
            Report.End(true);
        };
        var calls = new List<Task>();
        for (var i = 0; i < 5; i++)
        {
            calls.Add(CallAsync());
            while (Volatile.Read(ref waiting) <= i && !calls[i].IsFaulted)
            {
                await Task.Yield();
            }
        }

        release.SetResult();
        await Task.WhenAll(calls).WaitAsync(Bound);
    }

    private SessionsService.SessionsServiceClient Client => new(_host.Channel);

    private async Task<(Metadata Headers, Metadata Trailers)> CallAsync(string? key = null, DateTime? deadline = null)
    {
        using var call = Client.StartSessionAsync(new StartSessionRequest(), Headers(key), deadline ?? DateTime.UtcNow + Bound);
        await call;
        return (await call.ResponseHeadersAsync, call.GetTrailers());
    }

    private Metadata Headers(string? key)
    {
        var headers = new Metadata { { "authorization", $"Bearer {_host.Authority.CreateToken(42)}" } };
        if (key is not null)
        {
            headers.Add(RequestKeys.Header, key);
        }

        return headers;
    }
}
