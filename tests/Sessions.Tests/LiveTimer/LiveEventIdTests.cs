using FocusSuite.Sessions.LiveTimer;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.LiveTimer;

public sealed class LiveEventIdTests
{
    private const string Session = "507f1f77bcf86cd799439011";

    [Theory]
    [InlineData(Session, 3, 41, $"{Session}-3-41")]
    [InlineData(null, 0, 1, "none-0-1")]
    [InlineData(null, 0, 4611686018427387902, "none-0-4611686018427387902")]
    internal void Id_WrittenAndRead_IsTheSame(string? session, long version, long number, string text)
    {
        var id = new LiveEventId(session, version, number);

        id.ToString().ShouldBe(text);
        LiveEventId.Parse(text).ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("--")]
    [InlineData("-0-1")]
    [InlineData("none")]
    [InlineData("none-0")]
    [InlineData("none-0-1-2")]
    [InlineData("none-0--1")]
    [InlineData("none-x-1")]
    [InlineData("none-0-4611686018427387903")]
    [InlineData("none-0-9223372036854775807")]
    [InlineData("none-0-99999999999999999999999999")]
    internal void Parse_NotSuchAnId_IsNull(string? text) => LiveEventId.Parse(text).ShouldBeNull();

    [Fact]
    public void Next_AnyState_CountsOn()
    {
        var next = new LiveEventId(null, 0, 7).Next(Session, 2);

        next.ShouldBe(new LiveEventId(Session, 2, 8));
        next.ShowsSameAs(new LiveEventId(Session, 2, 1)).ShouldBeTrue();
        next.ShowsSameAs(new LiveEventId(Session, 3, 8)).ShouldBeFalse();
    }
}
