using System.Globalization;
using System.Security.Claims;
using FocusSuite.Domain.Calendars;
using FocusSuite.Protocol.Errors;
using Grpc.Core;

namespace FocusSuite.Protocol.Access;

/// <summary>Who calls, as the checked tokens say. Nothing in a request's body is ever believed on that.</summary>
/// <param name="UserId">The person; null when a service calls on nobody's behalf, or anybody does.</param>
/// <param name="TimeZone">The person's time zone; UTC where the token names none that is known here.</param>
/// <param name="Service">The calling service's name; null when a person calls directly.</param>
public sealed record Caller(long? UserId, TimeZoneInfo TimeZone, string? Service)
{
    /// <summary>Nobody in particular.</summary>
    public static readonly Caller Anonymous = new(null, TimeZoneInfo.Utc, null);

    /// <summary>The claim that holds a token's epoch.</summary>
    public const string TokenEpochClaim = "token_epoch";

    /// <summary>The epoch of the person's token; 0 where it has none, as those of other providers. All of an account are called back by
    /// beginning another one.</summary>
    public long TokenEpoch { get; init; }

    /// <summary>The person.</summary>
    /// <exception cref="ApiException">The call is not made by or for a person.</exception>
    public long RequiredUserId => UserId ?? throw new ApiException(ErrorCodes.Unauthenticated);

    internal static Caller From(ClaimsPrincipal person, string userIdClaim)
    {
        // One number: a token that names several people speaks for nobody.
        var ids = person.FindAll(userIdClaim).ToList();
        long userId = 0;
        var hasId = ids.Count == 1 && long.TryParse(ids[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out userId)
            && userId > 0;
        var zone = TimeZoneNames.Resolve(person.FindFirstValue("zoneinfo"));
        long.TryParse(person.FindFirstValue(TokenEpochClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch);
        return new Caller(hasId ? userId : throw new ApiException(ErrorCodes.Unauthenticated), zone, null) { TokenEpoch = epoch };
    }
}

/// <summary>Where a method finds its caller.</summary>
public static class CallerContext
{
    private const string Key = "focus-caller";

    /// <summary>Who makes this call.</summary>
    /// <param name="context">The call.</param>
    /// <returns>The caller that the access check found.</returns>
    public static Caller Caller(this ServerCallContext context) =>
        context.UserState.TryGetValue(Key, out var caller) ? (Caller)caller : Access.Caller.Anonymous;

    internal static void SetCaller(this ServerCallContext context, Caller caller) => context.UserState[Key] = caller;
}
