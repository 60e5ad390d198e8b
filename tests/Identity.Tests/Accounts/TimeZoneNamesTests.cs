using FocusSuite.Identity.Accounts;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Accounts;

public sealed class TimeZoneNamesTests
{
    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Asia/Calcutta")]
    [InlineData("America/Port-au-Prince")]
    [InlineData("Etc/GMT+12")]
    [InlineData("Pacific/Kiritimati")]
    public void IsKnown_OfAnIanaName_IsTrue(string name) => TimeZoneNames.IsKnown(name).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus_Mons")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("localtime")]
    [InlineData("Factory")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("posix/Europe/Berlin")]
    [InlineData("+02:00")]
    [InlineData("Europe/Berlin\0")]
    public void IsKnown_OfAnythingElse_IsFalse(string name) => TimeZoneNames.IsKnown(name).ShouldBeFalse();
}
