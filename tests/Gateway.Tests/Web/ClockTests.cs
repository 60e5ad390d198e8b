using System.Net;
using FocusSuite.Gateway.Tests.Support;
using Shouldly;

namespace FocusSuite.Gateway.Tests.Web;

/// <summary>The suite's time, as the web client's timers read it.</summary>
public sealed class ClockTests(GatewayFixture fixture)
{
    private const string Path = "/app/clock";

    [Fact]
    public async Task Clock_OfAProductiveSystem_IsRealTime()
    {
        var before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        var answer = await fixture.Gateway.GetAsync(Path);
        var after = DateTimeOffset.UtcNow;

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Header("Cache-Control").ShouldBe("no-store");
        answer.Json.GetProperty("now").GetString().ShouldNotBeNull().ShouldEndWith("Z");
        answer.Json.GetProperty("now").GetDateTimeOffset().ShouldBeInRange(before, after);
        answer.Json.GetProperty("scale").GetDouble().ShouldBe(1);
    }

    [Fact]
    public async Task Clock_OfATimeThatRunsFaster_TellsThatTimeAndItsSpeed()
    {
        var origin = DateTimeOffset.UtcNow.AddHours(-1);
        await using var gateway = await GatewayUnderTest.StartInAsync(
            "Development", ("Focus:Clock:Scale", "60"), ("Focus:Clock:Origin", origin.ToString("O")));

        var answer = await gateway.GetAsync(Path);

        answer.Json.GetProperty("scale").GetDouble().ShouldBe(60);
        answer.Json.GetProperty("now").GetDateTimeOffset().ShouldBeInRange(origin.AddHours(60), origin.AddHours(61));
    }

    [Fact]
    public async Task Clock_AskedToChange_Refuses()
    {
        var answer = await fixture.Gateway.PostAsync(Path, "{}");

        answer.Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Header("Allow").ShouldBe("GET, HEAD");
    }
}
