using System.Collections.Concurrent;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>The service on a real RabbitMQ, with a bus of the test that plays sessions and enrollment.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<ProgressUpdated> _words = new();
    private readonly ConcurrentQueue<DayEvaluated> _evaluated = new();
    private TestServer? _rabbitMq;
    private Installation? _installation;
    private IBusControl? _bus;

    public async ValueTask InitializeAsync()
    {
        _rabbitMq = await TestServer.RabbitMqAsync();
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(_rabbitMq.Address));
            rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint =>
            {
                endpoint.Handler<ProgressUpdated>(context =>
                {
                    _words.Enqueue(context.Message);
                    return Task.CompletedTask;
                });
                endpoint.Handler<DayEvaluated>(AdvanceAsync);
            });
        });
        await _bus.StartAsync();
        _installation = await Installation.StartAsync(_rabbitMq.Address);
        await _installation.Host.Services.GetRequiredService<IBroker>().WhenConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_installation?.DisposeAsync() ?? default);
        if (_bus is not null)
        {
            await _bus.StopAsync();
        }

        await (_rabbitMq?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Day_LivedThroughOverTheBroker_IsVisibleWhenTheLastAnswerComes()
    {
        var me = _installation!.Enroll();
        var session = me.Session("s");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _bus!.Publish(session)));
        await Eventually.UntilAsync(() => _words.Count(word => word.CorrelationId == session.CorrelationId) == 5);
        foreach (var task in Enumerable.Range(0, 3))
        {
            await me.MarkAsync(task);
        }

        (await me.OverviewAsync()).Totals.DaysCompleted.ShouldBe(0);
        (await me.ReflectAsync()).DayCompleted.ShouldBeTrue();

        var totals = (await me.OverviewAsync()).Totals;
        (totals.DaysCompleted, totals.TotalSessions, totals.TotalFocusMinutes).ShouldBe((1, 1, 25L));
        _evaluated.Count(evaluated => evaluated.EnrollmentId == me.Id).ShouldBe(1);
        await Eventually.UntilAsync(OutboxIsEmptyAsync);
    }

    private async Task<bool> OutboxIsEmptyAsync() => await _installation!.Database.ScalarAsync<long>("SELECT count(*) FROM outbox") == 0;

    private Task AdvanceAsync(ConsumeContext<DayEvaluated> context)
    {
        var evaluated = context.Message;
        _evaluated.Enqueue(evaluated);
        return context.Publish(new ProgramAdvanced
        {
            OccurredAt = evaluated.OccurredAt,
            UserId = evaluated.UserId,
            CorrelationId = evaluated.CorrelationId,
            CausationId = evaluated.Id,
            EnrollmentId = evaluated.EnrollmentId,
            ProgramId = evaluated.ProgramId,
            TotalDays = 14,
            CompletedDay = evaluated.DayNumber,
            CompletedDays = [evaluated.DayNumber],
            CurrentDay = 2,
            ProgramCompleted = false,
        });
    }
}
