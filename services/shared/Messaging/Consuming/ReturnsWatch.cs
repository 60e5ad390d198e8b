using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Messaging.Consuming;

/// <summary>
/// Tells of messages that come back again and again, since a broker that has a limit for it (RabbitMQ from 4.0 on: 20, unless a policy says
/// otherwise) drops them without a word when it is reached.
/// </summary>
internal sealed class ReturnsWatch(string queue, ILogger<ReturnsWatch> logger) : IFilter<ReceiveContext>
{
    /// <summary>From so many returns on it is said: half of what RabbitMQ bears by itself.</summary>
    public const long Many = 10;

    // What a quorum queue writes into a message that it delivers again.
    private const string Returns = "x-delivery-count";

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        if (context.TransportHeaders.TryGetHeader(Returns, out var header) && header is long or int
            && Convert.ToInt64(header, CultureInfo.InvariantCulture) is >= Many and var count)
        {
            Log.OftenReturned(logger, queue, count);
        }

        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("returnsWatch");
}
