using System.Net;
using System.Net.Sockets;
using FocusSuite.AppHost.RabbitMq;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Servers;

public sealed class LocalRabbitMqTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Bounded => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StartAsync_KillStartStop_AnswersAtTheSamePortAndLeavesNoProcess()
    {
        var broker = await LocalRabbitMq.StartAsync(_folder.Path, Bounded);
        var port = broker.Port;
        await broker.KillAsync(Bounded);
        FreePorts.IsFree(port).ShouldBeTrue();

        await broker.StartAgainAsync(Bounded);
        broker.Port.ShouldBe(port);
        using (var client = new TcpClient())
            await client.ConnectAsync(IPAddress.Loopback, port, Bounded);
        broker.Uri.ShouldStartWith("amqp://focus:");

        await broker.DisposeAsync();
        FreePorts.IsFree(port).ShouldBeTrue();
        Processes.That(_folder.Path).ShouldBeEmpty();
    }
}
