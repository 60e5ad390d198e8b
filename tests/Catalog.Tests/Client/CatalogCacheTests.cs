using FocusSuite.CatalogClient;
using FocusSuite.Messaging.Events;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Client;

public class CatalogCacheTests
{
    /// <summary>Longer than a busy machine needs.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeCatalog _service = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly CatalogCache _cache;

    public CatalogCacheTests() => _cache = new CatalogCache(_service, _clock, NullLogger<CatalogCache>.Instance);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ManyAtOnce_AsksOnce()
    {
        var gate = new TaskCompletionSource();
        _service.Before = () => gate.Task;
        var reads = Enumerable.Range(0, 50).Select(_ => _cache.GetVersionAsync(1, 1, Token).AsTask()).ToList();
        gate.SetResult();

        (await Task.WhenAll(reads)).ShouldAllBe(template => template!.Program.Name == "first");
        _service.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ForTenMinutes_ComesFromMemory()
    {
        await NameAsync();
        _service.Name = "second";
        _clock.Advance(CachedRead<object>.Fresh - TimeSpan.FromSeconds(1));
        (await NameAsync()).ShouldBe("first");
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await NameAsync()).ShouldBe("second");
        _service.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Read_AfterTheEvent_AsksAgain()
    {
        await NameAsync();
        _service.Name = "second";
        await new CatalogCacheInvalidation(_cache).HandleAsync(
            new CatalogChanged { ProgramId = 1 }, Token);

        (await NameAsync()).ShouldBe("second");
    }

    [Fact]
    public async Task Read_DroppedWhileItWasLoaded_IsNotKept()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _service.Before = () =>
        {
            arrived.TrySetResult();
            return gate.Task;
        };
        var early = NameAsync();
        await arrived.Task.WaitAsync(Bound, Token);
        _service.Name = "second";
        _cache.Drop();
        var late = NameAsync();
        gate.SetResult();

        (await early).ShouldBe("first");
        (await late).ShouldBe("second");
        (await NameAsync()).ShouldBe("second");
        _service.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Read_DroppedWhileItsLoadHangs_DoesNotWaitForThatLoad()
    {
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        _service.Before = () =>
        {
            arrived.TrySetResult();
            return gate.Task;
        };
        var early = NameAsync();
        await arrived.Task.WaitAsync(Bound, Token);
        (_service.Before, _service.Name) = (() => Task.CompletedTask, "second");
        _cache.Drop();

        (await NameAsync().WaitAsync(Bound, Token)).ShouldBe("second");
        gate.SetResult();
        (await early).ShouldBe("first");
        (await NameAsync()).ShouldBe("second");
    }

    [Fact]
    public async Task Read_ManyAtOnceWhileTheCatalogIsAway_FailTogetherAfterOneQuestion()
    {
        var gate = new TaskCompletionSource();
        _service.Before = async () =>
        {
            await gate.Task;
            throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        };
        var reads = Enumerable.Range(0, 50).Select(_ => NameAsync()).ToList();
        gate.SetResult();

        foreach (var read in reads)
        {
            (await Should.ThrowAsync<RpcException>(() => read)).StatusCode.ShouldBe(StatusCode.Unavailable);
        }

        _service.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Read_WhileTheCatalogIsAway_ServesTheLastValueForAnHourAndAsksOnceAPause()
    {
        await NameAsync();
        _service.Before = () => throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        _clock.Advance(TimeSpan.FromMinutes(59));

        (await NameAsync()).ShouldBe("first");
        (await NameAsync()).ShouldBe("first");
        _service.Calls.ShouldBe(2);

        _clock.Advance(CachedRead<object>.Pause);
        (await NameAsync()).ShouldBe("first");
        _service.Calls.ShouldBe(3);

        _clock.Advance(TimeSpan.FromMinutes(1));
        (await Should.ThrowAsync<RpcException>(NameAsync)).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Read_WhenTheCatalogIsBack_ServesTheNewValue()
    {
        await NameAsync();
        _service.Before = () => throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        _clock.Advance(CachedRead<object>.Fresh);
        await NameAsync();

        (_service.Before, _service.Name) = (() => Task.CompletedTask, "second");
        _clock.Advance(CachedRead<object>.Pause);
        (await NameAsync()).ShouldBe("second");
    }

    [Fact]
    public async Task Read_WhileTheCatalogHangs_ServesTheLastValueAfterAMoment()
    {
        await NameAsync();
        var arrived = new TaskCompletionSource();
        _service.Before = () =>
        {
            arrived.TrySetResult();
            return new TaskCompletionSource().Task;
        };
        _clock.Advance(CachedRead<object>.Fresh);
        var read = NameAsync();
        await arrived.Task.WaitAsync(Bound, Token);
        read.IsCompleted.ShouldBeFalse();

        _clock.Advance(CachedRead<object>.LoadTimeout);
        (await read.WaitAsync(Bound, Token)).ShouldBe("first");
        (await NameAsync().WaitAsync(Bound, Token)).ShouldBe("first");
        _service.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Read_WhoseFirstReaderLeaves_StillServesTheOthers()
    {
        var gate = new TaskCompletionSource();
        _service.Before = () => gate.Task;
        using var leaving = new CancellationTokenSource();
        var first = _cache.GetVersionAsync(1, 1, leaving.Token).AsTask();
        var second = _cache.GetVersionAsync(1, 1, Token).AsTask();
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        (await second).ShouldNotBeNull().Program.Name.ShouldBe("first");
        _service.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Read_OfNoProgram_IsNullAndNotRemembered()
    {
        (await _cache.GetVersionAsync(10, 1, Token)).ShouldBeNull();
        (await _cache.GetVersionAsync(10, 1, Token)).ShouldBeNull();
        _service.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Version_OnceRead_IsNeverAskedForAgain()
    {
        await _cache.GetVersionAsync(1, 1, Token);
        _service.Name = "second";
        _cache.Drop();
        _clock.Advance(TimeSpan.FromDays(365));

        (await _cache.GetVersionAsync(1, 1, Token))!.Program.Name.ShouldBe("first");
        (await _cache.GetVersionAsync(1, 2, Token))!.Program.Name.ShouldBe("second");
        _service.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Version_WhileTheCatalogIsAway_FailsAndIsAskedForAgain()
    {
        _service.Before = () => throw new RpcException(new Status(StatusCode.Unavailable, "away"));
        (await Should.ThrowAsync<RpcException>(async () => await _cache.GetVersionAsync(1, 1, Token)))
            .StatusCode.ShouldBe(StatusCode.Unavailable);

        _service.Before = () => Task.CompletedTask;
        (await _cache.GetVersionAsync(1, 1, Token)).ShouldNotBeNull();
    }

    private async Task<string> NameAsync() => (await _cache.ListProgramsAsync(Token))[0].Name;
}
