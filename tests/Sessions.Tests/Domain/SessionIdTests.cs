using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class SessionIdTests
{
    [Fact]
    public void New_Ids_AreWellFormedAndDifferent()
    {
        var ids = Enumerable.Range(0, 1000).Select(_ => SessionId.New()).ToList();

        ids.ShouldAllBe(id => SessionId.IsWellFormed(id));
        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Theory]
    [InlineData("507f1f77bcf86cd799439011", true)]
    [InlineData("507F1F77BCF86CD799439011", false)]
    [InlineData("507f1f77bcf86cd79943901", false)]
    [InlineData("507f1f77bcf86cd7994390111", false)]
    [InlineData("507f1f77bcf86cd79943901g", false)]
    [InlineData("507f1f77bcf86cd799439011\n", false)]
    [InlineData("", false)]
    [InlineData("abc123", false)]
    public void Form_OfAnId_IsTwentyFourHexadecimalCharacters(string id, bool wellFormed) =>
        SessionId.IsWellFormed(id).ShouldBe(wellFormed);

    [Fact]
    public void IdOfAKey_WithinADay_IsFoundByTheRepeat()
    {
        foreach (var hours in new[] { 0, 1, 13.9, 14, 23, 23.999 })
        {
            var id = SessionId.OfKey(7, "key", Some.Start);

            SessionId.IsWellFormed(id).ShouldBeTrue();
            SessionId.Candidates(7, "key", Some.Start.AddHours(hours)).ShouldContain(id);
        }
    }

    [Fact]
    public void IdOfAKey_UsedAgainADayLater_IsAnother() =>
        SessionId.OfKey(7, "key", Some.Start).ShouldNotBe(SessionId.OfKey(7, "key", Some.Start.AddHours(24)));

    [Fact]
    public void IdOfAKey_OfAnotherUserOrKey_IsAnother()
    {
        (long User, string Key)[] requests = [(7, "1"), (71, ""), (7, "11"), (71, "1"), (8, "1")];

        var ids = requests.Select(request => SessionId.OfKey(request.User, request.Key, Some.Start)).ToList();

        ids.Distinct().Count().ShouldBe(ids.Count);
    }
}
