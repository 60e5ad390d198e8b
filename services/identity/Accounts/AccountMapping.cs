using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Identity.Accounts;

/// <summary>Accounts as the public language has them.</summary>
internal static class AccountMapping
{
    public static User ToUser(this Account account, DateTimeOffset suiteNow) => new()
    {
        Id = account.Id,
        Email = account.Email,
        FirstName = account.FirstName,
        LastName = account.LastName,
        TimeZone = account.TimeZone,
        IsPro = account.Subscription.Terms.IsPro(suiteNow),
        CreatedAt = account.CreatedAt.ToTimestamp(),
    };
}
