using System.Collections.Concurrent;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Events;
using FocusSuite.TestSupport.Messaging;
using FocusSuite.TestSystem;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>The service with a real RabbitMQ, and a bus beside it that hears what the service says.</summary>
public sealed class BrokerHost : IAsyncLifetime
{
    private readonly ConcurrentQueue<FocusEvent> _heard = new();
    private TestServer? _rabbitMq;
    private EnrollmentHost? _host;
    private IBusControl? _bus;

    public EnrollmentHost Host => _host!;

    public IBus Bus => _bus!;

    /// <summary>What the service said, and perhaps others on the same broker.</summary>
    public IReadOnlyList<FocusEvent> Heard => [.. _heard];

    public async ValueTask InitializeAsync()
    {
        _rabbitMq = await TestServer.RabbitMqAsync();
        _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(_rabbitMq.Address));
            rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint =>
            {
                endpoint.Handler<ProgramAdvanced>(HearAsync);
                endpoint.Handler<ProgramCompleted>(HearAsync);
                endpoint.Handler<Enrolled>(HearAsync);
            });
        });
        await _bus.StartAsync();
        _host = new EnrollmentHost(_rabbitMq.Address);
        await _host.InitializeAsync();
        await _host.Service.Services.GetRequiredService<IBroker>().WhenConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? default);
        if (_bus is not null)
        {
            await _bus.StopAsync();
        }

        await (_rabbitMq?.DisposeAsync() ?? default);
    }

    private Task HearAsync<TEvent>(ConsumeContext<TEvent> context)
        where TEvent : FocusEvent
    {
        _heard.Enqueue(context.Message);
        return Task.CompletedTask;
    }
}
