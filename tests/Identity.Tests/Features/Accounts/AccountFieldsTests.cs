using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Protocol.Errors;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Accounts;

public sealed class AccountFieldsTests
{
    [Fact]
    public void Account_WithFaultsEverywhere_NotesThemAll() =>
        FaultsOf(email: "nonsense", password: "short", firstName: new string('x', 151), lastName: new string('x', 151), timeZone: "Nowhere")
            .ShouldBe(["email", "first_name", "last_name", "password", "time_zone"]);

    [Fact]
    public void Account_WithNothingGiven_AsksForEmailAndPassword() => FaultsOf(email: "", password: "").ShouldBe(["email", "password"]);

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Account_OfAPassword_CountsItsLength(int length, bool valid)
    {
        // Eight of one letter alone are a very common password.
        FaultsOf(password: new string('x', length - 1) + '?').ShouldBe(valid ? [] : ["password"]);

        // A code point is a character, however many units it takes.
        FaultsOf(password: string.Concat(Enumerable.Repeat("🎯", length))).ShouldBe(valid ? [] : ["password"]);
    }

    [Theory]
    [InlineData("ada@example.com")]
    [InlineData("ADA@example.com ")]
    public void Account_OfAPasswordThatIsTheEmail_Refuses(string password) => FaultsOf(password: password).ShouldBe(["password"]);

    public static TheoryData<string, string, string, string, string> Violations => new()
    {
        { "", "correct horse", "UTC", "email", "This field is required." },
        { "nonsense", "correct horse", "UTC", "email", "Enter a valid email address." },
        { Address(254), "correct horse", "UTC", "", "" },
        { Address(255), "correct horse", "UTC", "email", "Must have at most 254 characters." },
        { "ada@example.com", "", "UTC", "password", "This field is required." },
        { "ada@example.com", "1234567", "UTC", "password", "Must have at least 8 characters." },
        { "ada@example.com", new string('x', 129), "UTC", "password", "Must have at most 128 characters." },
        { "ada@example.com", "Ada@example.com", "UTC", "password", "Must not be the email address." },
        { "ada@example.com", "correct horse", "Nowhere", "time_zone", "Enter the IANA name of a time zone, e.g. Europe/Berlin." },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void Account_OfOneFault_SaysWhatIsWanted(string email, string password, string timeZone, string field, string message)
    {
        var validation = new Validation();
        validation.Account(email, password, "", "", timeZone);

        MessagesOf(validation).ShouldBe(field.Length == 0 ? [] : [$"{field}: {message}"]);
    }

    [Theory]
    [InlineData("", true, "time_zone: This field is required.")]
    [InlineData(" ", true, "time_zone: This field is required.")]
    [InlineData("", false, null)]
    [InlineData(" Europe/Berlin ", true, null)]
    [InlineData("\u200B", true, "time_zone: This field is required.")]
    [InlineData("\u200Beurope/BERLIN\uFEFF", true, null)]
    public void TimeZone_WhereOneHasToBeGiven_AsksForIt(string timeZone, bool required, string? violation)
    {
        var validation = new Validation();

        validation.TimeZone(timeZone, required).ShouldBe(timeZone.Length > 1 ? "Europe/Berlin" : "UTC");

        MessagesOf(validation).ShouldBe(violation is null ? [] : [violation]);
    }

    [Fact]
    public void Account_OfGoodData_TrimsAndFillsIn()
    {
        var data = new Validation().Account(" ada@example.com ", " correct horse ", " Ada ", "", " ");
        data.Email.ShouldBe("ada@example.com");
        data.Password.ShouldBe(" correct horse ");
        data.FirstName.ShouldBe("Ada");
        data.LastName.ShouldBe("");
        data.TimeZone.ShouldBe("UTC");
    }

    private static string[] FaultsOf(
        string email = "ada@example.com", string password = "correct horse", string firstName = "", string lastName = "",
        string timeZone = "")
    {
        var validation = new Validation();
        validation.Account(email, password, firstName, lastName, timeZone);
        return [.. FieldsOf(validation).Keys.Order()];
    }

    private static string[] MessagesOf(Validation validation) =>
        [.. FieldsOf(validation).SelectMany(field => field.Value.Select(message => $"{field.Key}: {message}"))];

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> FieldsOf(Validation validation)
    {
        try
        {
            validation.ThrowIfAny();
            return new Dictionary<string, IReadOnlyList<string>>();
        }
        catch (ApiException exception)
        {
            return exception.Fields;
        }
    }

    private static string Address(int length) =>
        $"a@{string.Join('.', Enumerable.Repeat(new string('d', 60), 4))}.{new string('e', length - 246)}";
}
