using FocusSuite.Protocol.Access;
using FocusSuite.TestSupport.Waiting;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Access;

public sealed class CheckedTokensTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly CheckedTokens<string> _tokens = new(max: 3);

    public void Dispose() => _tokens.Dispose();

    [Fact]
    public void Find_KeptToken_GivesWhatItSays()
    {
        _tokens.Keep("a token", "Ada", Now.AddMinutes(1));

        _tokens.Find("a token", Now).ShouldBe("Ada");
        _tokens.Find("a token ", Now).ShouldBeNull();
        _tokens.Find("", Now).ShouldBeNull();
    }

    [Fact]
    public void Find_AtItsEnd_GivesNothing()
    {
        _tokens.Keep("a token", "Ada", Now.AddMinutes(1));

        _tokens.Find("a token", Now.AddMinutes(1)).ShouldBeNull();
    }

    [Fact]
    public void Find_ForgottenToken_GivesNothing()
    {
        _tokens.Keep("a token", "Ada", Now.AddMinutes(1));
        _tokens.Forget("a token");

        _tokens.Find("a token", Now).ShouldBeNull();
    }

    [Fact]
    public async Task Keep_MoreThanThereIsRoomFor_StaysBounded()
    {
        foreach (var number in Enumerable.Range(0, 100))
        {
            _tokens.Keep($"token {number}", "Ada", Now.AddMinutes(1));
        }

        // What is too much goes in the background.
        await Eventually.UntilAsync(
            () => Enumerable.Range(0, 100).Count(number => _tokens.Find($"token {number}", Now) is not null) <= 3);
    }
}
