using FocusSuite.Enrollment.Features;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FsCheck;
using FsCheck.Xunit;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Features;

public class HistoryPageTests
{
    [Property]
    public bool Token_OfAnyEnrollment_LeadsBackToIt(PositiveInt id) =>
        HistoryPage.Of(new ListHistoryRequest { PageToken = HistoryPage.TokenAfter(id.Get * 7_000_000_000L) })
            .Before == id.Get * 7_000_000_000L;

    [Fact]
    public void Page_WithoutAnything_IsTheFirstFifty() => HistoryPage.Of(new ListHistoryRequest()).ShouldBe(new HistoryPage(50, null));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void PageSize_InRange_IsTaken(int size) => HistoryPage.Of(new ListHistoryRequest { PageSize = size }).Size.ShouldBe(size);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public void PageSize_OutOfRange_IsRefused(int size) => Faults(new ListHistoryRequest { PageSize = size }).ShouldBe(["page_size"]);

    [Theory]
    [InlineData("x")]
    [InlineData("123")]
    [InlineData("not a token!")]
    [InlineData("AAAAAAAAAAAA")]
    [InlineData("AgAAAAAAAAAB")]
    [InlineData("Af__________")]
    [InlineData("AQAAAAAAAAAB=")]
    [InlineData("AQAAAAAAAAABAQAAAAAAAAAB")]
    public void PageToken_ThatNoAnswerGave_IsRefused(string token) =>
        Faults(new ListHistoryRequest { PageToken = token }).ShouldBe(["page_token"]);

    [Fact]
    public void PageToken_ThatNoAnswerGave_SaysWhereTokensComeFrom() =>
        Should.Throw<ApiException>(() => HistoryPage.Of(new ListHistoryRequest { PageToken = "x" }))
            .Fields["page_token"].ShouldBe(["Must be the X-Next-Page-Token of an earlier answer."]);

    [Fact]
    public void Page_WithTwoFaults_TellsBoth() =>
        Faults(new ListHistoryRequest { PageSize = 0, PageToken = "x" }).ShouldBe(["page_size", "page_token"], ignoreOrder: true);

    private static IEnumerable<string> Faults(ListHistoryRequest request)
    {
        var refusal = Should.Throw<ApiException>(() => HistoryPage.Of(request));
        refusal.Code.ShouldBe(ErrorCodes.ValidationFailed);
        return refusal.Fields.Keys;
    }
}
