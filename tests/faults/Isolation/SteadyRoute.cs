using System.Globalization;
using System.Text.Json;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>A route that others use while somebody presses on the system.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Needs">The services without which it cannot be answered; what it asks once and remembers is not among them.</param>
/// <param name="Path">Its address, by the caller's enrollment.</param>
/// <param name="Body">What is posted, by the caller's enrollment; null reads.</param>
public sealed record SteadyRoute(string Name, IReadOnlyList<string> Needs, Func<long, string> Path, Func<long, object>? Body = null)
{
    /// <summary>Routes of all services, reads and a write that may be repeated.</summary>
    public static IReadOnlyList<SteadyRoute> All { get; } =
    [
        new("GET programs", [PartNames.Enrollment], _ => Caller.Focus + "programs/"),
        new("GET programs/{id}", [PartNames.Enrollment, PartNames.Progress, PartNames.Catalog], id => Focus($"programs/{id}/")),
        new("GET history", [PartNames.Enrollment, PartNames.Progress], _ => Caller.Focus + "history/?page_size=5"),
        new("GET programs/{id}/days/{n}", [PartNames.Progress, PartNames.Enrollment], id => Focus($"programs/{id}/days/1/")),
        new("GET weekly-review", [PartNames.Progress, PartNames.Enrollment], id => Focus($"programs/{id}/weekly-review/1/")),
        new(
            "POST tasks/update",
            [PartNames.Progress, PartNames.Enrollment],
            _ => Caller.Focus + "tasks/update/",
            id => new { enrollment_id = id, day_number = 1, task_index = 0, is_completed = true }),
        new("GET sessions/active", [PartNames.Sessions], _ => Caller.Focus + "sessions/active/"),
        new("GET sessions", [PartNames.Sessions], _ => Caller.Focus + "sessions/"),
        new("GET streak", [PartNames.Insights], _ => Caller.Focus + "streak/"),
        new("GET subscriptions/me", [PartNames.Identity], _ => "/api/v1/subscriptions/me"),
        new("GET account/settings", [PartNames.Identity], _ => "/api/v1/account/settings"),
    ];

    /// <summary>Those that do not need a service.</summary>
    public static IReadOnlyList<SteadyRoute> Without(string service) => [.. All.Where(route => !route.Needs.Contains(service))];

    /// <summary>The request of a user.</summary>
    public HttpRequestMessage Request(SteadyUser user)
    {
        var request = new HttpRequestMessage(Body is null ? HttpMethod.Get : HttpMethod.Post, Path(user.Enrollment));
        request.Headers.Authorization = new("Bearer", user.Token);
        if (Body is not null)
        {
            request.Content = new StringContent(
                JsonSerializer.Serialize(Body(user.Enrollment)), new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        }

        return request;
    }

    private static string Focus(FormattableString path) => Caller.Focus + path.ToString(CultureInfo.InvariantCulture);
}
