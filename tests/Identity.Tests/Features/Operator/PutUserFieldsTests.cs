using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Operator;

/// <summary>S9: the operator changes what is named, and nothing else.</summary>
public sealed class PutUserFieldsTests(SharedIdentity shared)
{
    private static readonly DateTimeOffset Expiry = new(2031, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly IdentityInstallation _identity = shared.Service;

    public static TheoryData<string, Action<PutUserRequest>, Action<Shown>> Fields => new()
    {
        { "password", request => request.Password = "another horse", _ => { } },
        { "first name", request => request.FirstName = "Augusta", shown => shown.FirstName = "Augusta" },
        { "last name", request => request.LastName = "King", shown => shown.LastName = "King" },
        { "no last name", request => request.LastName = "", shown => shown.LastName = "" },
        { "time zone", request => request.TimeZone = "Asia/Tokyo", shown => shown.TimeZone = "Asia/Tokyo" },
        { "nothing", _ => { }, _ => { } },
        { "plan", request => request.Subscription = new Subscription { Plan = Plan.ProYearly }, shown => shown.Plan = Plan.ProYearly },
        {
            "status",
            request => request.Subscription = new Subscription { Status = SubscriptionStatus.Canceled },
            shown => shown.Status = SubscriptionStatus.Canceled
        },
        {
            "expiry",
            request => request.Subscription = new Subscription { ExpiresAt = Expiry.AddYears(1).ToTimestamp() },
            shown => shown.ExpiresAt = Expiry.AddYears(1)
        },
        { "nothing of the subscription", request => request.Subscription = new Subscription(), _ => { } },
    };

    /// <summary>S9: one field at a time.</summary>
    [Theory]
    [MemberData(nameof(Fields))]
    public async Task PutUser_OfAnExistingAccount_ChangesTheNamedFieldOnly(string field, Action<PutUserRequest> name, Action<Shown> change)
    {
        var email = IdentityInstallation.NewEmail();
        await PutAsync(Everything(email));
        await _identity.Accounts.UpdateSettingsAsync(
            new() { DayStartHour = 4 }, IdentityInstallation.Bearer((await TokensAsync(email)).Access));
        var expected = await ShownAsync(email);
        change(expected);

        var request = new PutUserRequest { Email = email.ToUpperInvariant() };
        name(request);
        var answer = await PutAsync(request);

        answer.Created.ShouldBeFalse();
        (await ShownAsync(email)).ShouldBeEquivalentTo(expected, field);
        (await _identity.LoginAsync(email, field == "password" ? "another horse" : "correct horse"))
            .User.FirstName.ShouldBe(expected.FirstName);
    }

    private static PutUserRequest Everything(string email) => new()
    {
        Email = email,
        Password = "correct horse",
        FirstName = "Ada",
        LastName = "Lovelace",
        TimeZone = "Europe/London",
        Subscription = new Subscription { Plan = Plan.ProMonthly, Status = SubscriptionStatus.Active, ExpiresAt = Expiry.ToTimestamp() },
    };

    private async Task<PutUserResponse> PutAsync(PutUserRequest request) =>
        await _identity.Internal.PutUserAsync(request, IdentityInstallation.Service());

    private async Task<TokenPair> TokensAsync(string email) =>
        (await _identity.Internal.IssueTokensAsync(new IssueTokensRequest { Email = email }, IdentityInstallation.Service())).Tokens;

    private async Task<Shown> ShownAsync(string email)
    {
        var tokens = await TokensAsync(email);
        var user = (await _identity.RefreshAsync(tokens.Refresh)).User;
        var bearer = IdentityInstallation.Bearer(tokens.Access);
        var subscription = await _identity.Subscriptions.GetMySubscriptionAsync(new(), bearer);
        var settings = await _identity.Accounts.GetSettingsAsync(new(), bearer);
        settings.TimeZone.ShouldBe(user.TimeZone);
        return new Shown
        {
            Email = user.Email.ToUpperInvariant(),
            FirstName = user.FirstName,
            LastName = user.LastName,
            TimeZone = user.TimeZone,
            DayStartHour = settings.DayStartHour,
            CreatedAt = user.CreatedAt.ToDateTimeOffset(),
            Plan = subscription.Plan,
            Status = subscription.Status,
            ExpiresAt = subscription.ExpiresAt?.ToDateTimeOffset(),
        };
    }

    /// <summary>All that can be seen of an account.</summary>
    public sealed class Shown
    {
        public required string Email { get; set; }

        public required string FirstName { get; set; }

        public required string LastName { get; set; }

        public required string TimeZone { get; set; }

        public required int DayStartHour { get; set; }

        public required DateTimeOffset CreatedAt { get; set; }

        public required Plan Plan { get; set; }

        public required SubscriptionStatus Status { get; set; }

        public required DateTimeOffset? ExpiresAt { get; set; }
    }
}
