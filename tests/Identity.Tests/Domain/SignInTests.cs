using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.TestSupport.Tokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

/// <summary>S10, S8: what a refresh token comes to, by who presents it and when.</summary>
public sealed class SignInTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RefreshRotation Rotation = new(TestServiceKey.Value);
    private static readonly RefreshToken First = Rotation.First(Guid.CreateVersion7());

    private readonly Account _account = Account.Open(
        new AccountData("ada@example.com", "correct horse", "Ada", "Lovelace", "UTC"),
        "hash",
        SubscriptionTerms.None,
        new OperationContext(Guid.CreateVersion7(), Start));

    [Theory]
    [InlineData(0, "Rotated")]
    [InlineData((15 * 24 * 3600) - 1, "Rotated")]
    [InlineData(15 * 24 * 3600, "Refused")]
    public void Present_OfTheLatestToken_IsGoodForFifteenDays(int seconds, string outcome) =>
        SignIn.Begin(_account, First, Start).Present(Rotation.Present(First, null), Start.AddSeconds(seconds)).ToString().ShouldBe(outcome);

    [Theory]
    [InlineData(null, 9, "Repeated")]
    [InlineData(null, 10, "Ended")]
    [InlineData("known", 9, "Repeated")]
    [InlineData("known", 119, "Repeated")]
    [InlineData("known", 120, "Ended")]
    [InlineData("another", 9, "RepeatedForAnother")]
    [InlineData("another", 10, "Ended")]
    public void Present_OfATokenThatWasUsed_IsARepeatForAShortTime(string? key, int seconds, string outcome) =>
        Rotated("known").Present(Rotation.Present(First, key), Start.AddSeconds(seconds)).ToString().ShouldBe(outcome);

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public void Present_ByOneOfTwoRequestsThatGotTheToken_IsARepeatOfEither(string key) =>
        Rotated("first", "second").Present(Rotation.Present(First, key), Start.AddSeconds(60)).ShouldBe(RefreshOutcome.Repeated);

    [Fact]
    public void Begin_OfASignIn_KnowsNoRequestYet() => SignIn.Begin(_account, First, Start).Requests.ShouldBeEmpty();

    [Fact]
    public void Present_OfATokenThatNobodyGave_DoesNothing()
    {
        var forged = First with { Secret = new byte[32] };

        SignIn.Begin(_account, First, Start).Present(Rotation.Present(forged, null), Start).ShouldBe(RefreshOutcome.Refused);
    }

    [Fact]
    public void Present_AfterAnotherPassword_EndsTheSignIn()
    {
        var (signIn, rotated) = (SignIn.Begin(_account, First, Start), Rotated("known"));
        _account.ChangePassword("another hash", "hash of the user", Start, new OperationContext(Guid.CreateVersion7(), Start));

        signIn.Present(Rotation.Present(First, null), Start).ShouldBe(RefreshOutcome.Ended);
        rotated.Present(Rotation.Present(First, "known"), Start).ShouldBe(RefreshOutcome.Ended);
    }

    private SignIn Rotated(params string[] keys) => new()
    {
        Id = First.Family,
        Account = _account,
        SecurityStamp = _account.SecurityStamp,
        TokenHash = Rotation.Next(First).Hash,
        Requests = [.. keys.Select(key => Rotation.RequestHash(First, key)!)],
        ExpiresAt = Start + RefreshToken.Lifetime,
    };
}
