using FocusSuite.Identity.Domain;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Domain;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void CanBePassword_ByItsLength_IsWhatCouldBeHashed(int length, bool can) =>
        AccountRules.CanBePassword(string.Concat(Enumerable.Repeat("🎯", length))).ShouldBe(can);

    [Fact]
    public void PasswordViolations_OfAPasswordThatIsWrongInTwoWays_AreBoth() =>
        AccountRules.PasswordViolations("a@b.cd", "a@b.cd")
            .ShouldBe(["Must have at least 8 characters.", "Must not be the email address."]);

    [Fact]
    public void PasswordViolations_OfACommonPassword_SayThatItIsOne() =>
        AccountRules.PasswordViolations("password1", "a@b.cd").ShouldBe(["Must not be one of the most common passwords."]);

    [Fact]
    public void AccountData_Printed_ShowsNothing() =>
        new AccountData("ada@example.com", "correct horse", "Ada", "Lovelace", "UTC").ToString().ShouldBe("AccountData");
}
