using System.Text.Json.Nodes;
using FocusSuite.BadInputs.Wire;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>Calls any JSON route by its template.</summary>
internal sealed class JsonDoor(Uri gateway) : IDisposable
{
    private readonly RawConnection _connection = new(gateway, RawConnection.NewAddress());

    public async Task<(Outcome Outcome, string Text)> AskAsync(
        PublicRoute route, JsonObject request, IReadOnlyList<(string Name, string Value)> headers)
    {
        var path = route.Path(variable => request[variable.Name]!.ToString());
        var raw = new RawRequest(route.Verb, path + "/") { Headers = headers };
        if (route.HasBody)
        {
            raw = raw.With("Content-Type", "application/json") with { Body = System.Text.Encoding.UTF8.GetBytes(request.ToJsonString()) };
        }

        var answer = await _connection.SendAsync(raw);
        return (Of(answer.Status), $"{answer.Status} {answer.Body}");
    }

    public void Dispose() => _connection.Dispose();

    private static Outcome Of(int status) => status switch
    {
        401 => Outcome.Unauthenticated,
        403 => Outcome.Forbidden,
        404 => Outcome.NotFound,
        >= 500 => Outcome.Failed,
        _ => Outcome.Admitted,
    };
}
