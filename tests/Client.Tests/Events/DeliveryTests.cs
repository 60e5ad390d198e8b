using FocusSuite.Client.Events;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.Client.Tests.Events;

/// <summary>What the broker is told of a delivery.</summary>
public sealed class DeliveryTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _logger = new();
    private readonly Scripted _handler = new();
    private readonly FocusSuiteEventsOptions _options = new()
    {
        MaxDeliveries = 4,
        RetryDelay = TimeSpan.FromSeconds(1),
        MaxRetryDelay = TimeSpan.FromSeconds(3),
    };

    [Fact]
    public async Task Event_ThatIsHandled_IsDone()
    {
        (await TakeAsync(returns: 0)).ShouldBe(DeliveryEnd.Done);

        _handler.Heard.ShouldHaveSingleItem().ProgramId.ShouldBe(901);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public async Task Event_ThatFails_ComesAgainAfterAPauseThatDoubles(int returns, int seconds)
    {
        _handler.Fails = true;
        var taken = TakeAsync(returns);

        _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        taken.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await taken.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(DeliveryEnd.Again);
        _logger.LatestRecord.Level.ShouldBe(LogLevel.Warning);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Event_ThatFailsAtItsLastDelivery_IsGivenUp(int returns)
    {
        _handler.Fails = true;

        (await TakeAsync(returns)).ShouldBe(DeliveryEnd.GivenUp);

        _logger.LatestRecord.Level.ShouldBe(LogLevel.Error);
        _logger.LatestRecord.Message.ShouldContain("01a2296b-d00c-75c1-bc48-f20e238bd061");
    }

    [Fact]
    public async Task Message_ThatCannotBeRead_IsGivenUpAtOnce()
    {
        (await Delivery().TakeAsync(new byte[] { 1, 2 }, 0, CancellationToken.None)).ShouldBe(DeliveryEnd.GivenUp);

        _handler.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Handler_ThatIsToldToStop_AnswersNothing()
    {
        using var stop = new CancellationTokenSource();
        _handler.Waits = true;
        var taken = Delivery().TakeAsync(Recorded.ProgramCompleted, 3, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => taken);
        _logger.Collector.Count.ShouldBe(0);
    }

    private Task<DeliveryEnd> TakeAsync(int returns) => Delivery().TakeAsync(Recorded.ProgramCompleted, returns, CancellationToken.None);

    private EventDelivery Delivery()
    {
        var services = new ServiceCollection().AddSingleton(_handler).BuildServiceProvider();
        return new EventDelivery(
            services,
            new EventSubscription<ProgramCompleted, Scripted>(),
            EventQueue.Of("billing", typeof(ProgramCompleted)),
            _options,
            _time,
            _logger);
    }

    private sealed class Scripted : IFocusEventHandler<ProgramCompleted>
    {
        public List<ProgramCompleted> Heard { get; } = [];

        public bool Fails { get; set; }

        public bool Waits { get; set; }

        public Task HandleAsync(ProgramCompleted focusEvent, CancellationToken cancellationToken)
        {
            Heard.Add(focusEvent);
            if (Fails)
            {
                throw new InvalidOperationException("As told.");
            }

            return Waits ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
        }
    }
}
