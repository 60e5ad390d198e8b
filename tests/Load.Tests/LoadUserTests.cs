using FocusSuite.Load.Tests.Support;
using FocusSuite.Load.Users;
using Shouldly;

namespace FocusSuite.Load.Tests;

public sealed class LoadUserTests : IAsyncLifetime
{
    private readonly StubGateway _gateway = new() { Answer = () => Task.FromResult(400), Body = """{"code":"SESSION_ENDED"}""" };

    public ValueTask InitializeAsync() => _gateway.StartAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Theory]
    [InlineData(false, Outcome.Failed)]
    [InlineData(true, Outcome.Answered)]
    public async Task Step_OfASessionThatHasEnded_IsAFaultUnlessSuiteTimeIsFast(bool sessionsMayEnd, Outcome expected)
    {
        using var user = new LoadUser(1, _gateway.Address, () => "token", TimeSpan.FromSeconds(10), sessionsMayEnd);

        (await user.StepAsync()).Outcome.ShouldBe(expected);
    }
}
