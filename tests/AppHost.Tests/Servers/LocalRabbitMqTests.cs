using System.Net;
using System.Net.Sockets;
using FocusSuite.AppHost.Suite;
using FocusSuite.TestSystem;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Servers;

public sealed class LocalRabbitMqTests
{
    private static CancellationToken Bounded => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task KillStartStop_ABrokerOfATest_AnswersAtTheSamePortAndLeavesNothing()
    {
        int port;
        await using (var broker = await TestServer.OwnRabbitMqAsync(Bounded))
        {
            port = new Uri(broker.Address).Port;
            await broker.Part.KillAsync(Bounded);
            SuiteFolder.IsFree(port).ShouldBeTrue();

            await broker.Part.StartAgainAsync(Bounded);
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, Bounded);
        }

        SuiteFolder.IsFree(port).ShouldBeTrue();
    }
}
