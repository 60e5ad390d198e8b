using FocusSuite.Identity.Accounts;
using FocusSuite.ServiceDefaults.Errors;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Accounts;

public sealed class AccountRulesTests
{
    [Fact]
    public void Check_WithFaultsEverywhere_NotesThemAll() =>
        FaultsOf(email: "nonsense", password: "short", firstName: new string('x', 151), lastName: new string('x', 151), timeZone: "Nowhere")
            .ShouldBe(["email", "first_name", "last_name", "password", "time_zone"]);

    [Fact]
    public void Check_WithNothingGiven_AsksForEmailAndPassword() => FaultsOf(email: "", password: "").ShouldBe(["email", "password"]);

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Check_OfAPassword_CountsItsLength(int length, bool valid)
    {
        FaultsOf(password: new string('x', length)).ShouldBe(valid ? [] : ["password"]);

        // A code point is a character, however many units it takes.
        FaultsOf(password: string.Concat(Enumerable.Repeat("🎯", length))).ShouldBe(valid ? [] : ["password"]);
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ADA@example.com ")]
    public void Check_OfAPasswordThatIsTheEmail_Refuses(string password) => FaultsOf(password: password).ShouldBe(["password"]);

    [Fact]
    public void Check_OfGoodData_TrimsAndFillsIn()
    {
        var data = AccountRules.Check(new Validation(), " ada@example.com ", " correct horse ", " Ada ", "", " ");
        data.Email.ShouldBe("ada@example.com");
        data.Password.ShouldBe(" correct horse ");
        data.FirstName.ShouldBe("Ada");
        data.LastName.ShouldBe("");
        data.TimeZone.ShouldBe("UTC");
    }

    [Fact]
    public void AccountData_Printed_ShowsNothing() =>
        new AccountData("ada@example.com", "correct horse", "Ada", "Lovelace", "UTC").ToString().ShouldBe("AccountData");

    private static string[] FaultsOf(
        string email = "ada@example.com", string password = "correct horse", string firstName = "", string lastName = "", string timeZone = "")
    {
        var validation = new Validation();
        AccountRules.Check(validation, email, password, firstName, lastName, timeZone);
        try
        {
            validation.ThrowIfAny();
            return [];
        }
        catch (FocusException exception)
        {
            return [.. exception.Fields.Keys.Order()];
        }
    }
}
