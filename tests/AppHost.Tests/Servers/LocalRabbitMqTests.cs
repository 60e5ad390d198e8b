using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using FocusSuite.AppHost.Servers;
using FocusSuite.AppHost.Suite;
using FocusSuite.AppHost.Tests.Support;
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

    [Fact]
    public void Add_QueuesOfAnotherVersion_SaysHowToGoOn()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "version"), "2.8.7");
        var builder = DistributedApplication.CreateBuilder([]);

        var error = Should.Throw<SetupException>(() => builder.AddLocalRabbitMq("rabbitmq", folder.Path, 5672, _ => 0));

        error.Message.ShouldContain("2.8.7");
        error.Message.ShouldContain("--fresh");
    }
}
