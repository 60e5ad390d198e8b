using System.Buffers.Text;
using System.Text;
using FocusSuite.Documents.Internal;
using FocusSuite.Documents.Tests.Compliance;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

public sealed class PageTokenTests
{
    private static IndexField Field(string index) => Session.Map.Indexes.Single(one => one.Name == index).Fields[^1];

    [Theory]
    [InlineData("by_user", "2026-03-01T08:00:00.123Z")]
    [InlineData("by_minutes", "-5")]
    [InlineData("by_title", "line\nbreak 🎯")]
    [InlineData("by_title", "")]
    [InlineData("by_date", "True")]
    public void Token_OfAnyKind_IsReadBackAndFitsAUrl(string index, string text)
    {
        var raw = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"id/1\n{text}"));

        var token = PageToken.Parse(raw, Field(index));

        token.Id.ShouldBe("id/1");
        token.ToString().ShouldBe(raw);
        Uri.EscapeDataString(raw).ShouldBe(raw);
    }

    [Theory]
    [InlineData("by_user", "!")]
    [InlineData("by_user", "aGVsbG8")]
    [InlineData("by_user", "YQo5OQ")]
    [InlineData("by_minutes", "YQoxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTA")]
    [InlineData("by_minutes", "YQo")]
    [InlineData("by_minutes", "_w")]
    [InlineData("by_minutes", "CjU")]
    public void Token_Forged_IsTheCallersMistake(string index, string token) =>
        Should.Throw<InvalidPageTokenException>(() => PageToken.Parse(token, Field(index)));

    [Fact]
    public void Token_OfAnIndexWithSort_IsNoneOfOneWithout()
    {
        Should.Throw<InvalidPageTokenException>(() => PageToken.Parse(new PageToken(5L, "a").ToString(), sort: null));
        PageToken.Parse(new PageToken(null, "a").ToString(), sort: null).ShouldBe(new(null, "a"));
    }
}
