using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>
/// A modest and steady load in an open loop: each request has its time and does not wait for the ones before it, as users do not wait for
/// each other.
/// </summary>
/// <param name="gateway">Whom it asks.</param>
/// <param name="rate">Requests a second.</param>
/// <param name="inTime">What an answer may take.</param>
public sealed class SteadyLoad(Uri gateway, double rate, TimeSpan inTime)
{
    /// <summary>Asks routes in turn, for users in turn.</summary>
    public async Task<SteadyResult> RunAsync(
        IReadOnlyList<SteadyRoute> routes, IReadOnlyList<SteadyUser> users, TimeSpan time, CancellationToken cancellationToken)
    {
        using var client = SourceAddress.Client(SourceAddress.Others, gateway);
        var answers = new ConcurrentBag<SteadyAnswer>();
        var (began, running) = (Stopwatch.GetTimestamp(), new List<Task>());
        for (var number = 0; ; number++)
        {
            var due = TimeSpan.FromSeconds(number / rate);
            if (due >= time)
            {
                break;
            }

            var wait = due - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            // Every user asks every route.
            var (route, user) = (routes[number % routes.Count], users[number / routes.Count % users.Count]);
            running.Add(AskAsync(client, route, user, answers, cancellationToken));
        }

        await Task.WhenAll(running);
        return new SteadyResult([.. answers]);
    }

    private async Task AskAsync(
        HttpClient client, SteadyRoute route, SteadyUser user, ConcurrentBag<SteadyAnswer> answers, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(inTime);
        var began = Stopwatch.GetTimestamp();
        string? fault;
        try
        {
            using var request = route.Request(user);
            using var response = await client.SendAsync(request, bound.Token);
            fault = response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            fault = SteadyAnswer.Late;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            fault = SteadyAnswer.Broken;
        }

        answers.Add(new SteadyAnswer(route.Name, Stopwatch.GetElapsedTime(began), fault));
    }
}
