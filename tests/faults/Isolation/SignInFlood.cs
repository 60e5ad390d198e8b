using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>S2: more sign-ins than there is work in the house for: each costs a password's hash.</summary>
/// <param name="rate">So many a second.</param>
/// <param name="accounts">Of so many accounts, each from an address of its own.</param>
/// <param name="areWrong">Whether the password is wrong.</param>
public sealed class SignInFlood(int rate, int accounts, bool areWrong = false) : IPressure
{
    private const string Password = "a-long-password-of-a-flood";

    private readonly List<string> _emails = [];

    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"{rate} {(areWrong ? "wrong" : "correct")} sign-ins a second of "
        + $"{(accounts == 1 ? "one account" : $"{accounts} accounts, each from its own address")}");

    public IReadOnlyList<SteadyRoute> Others => SteadyRoute.All;

    public async Task PrepareAsync(Lab lab, CancellationToken cancellationToken)
    {
        while (_emails.Count < accounts)
        {
            var email = $"flood{Guid.NewGuid():N}@example.com";
            await lab.System.PutUserAsync(email, Password, pro: false, cancellationToken);
            _emails.Add(email);
        }
    }

    public async Task<string> PressAsync(Lab lab, CancellationToken cancellationToken)
    {
        var endings = new Endings();
        HttpClient[] clients = [.. _emails.Select((_, number) =>
            SourceAddress.Client(accounts == 1 ? SourceAddress.Pressing : SourceAddress.Number(number), lab.System.GatewayUrl))];
        var (began, running) = (Stopwatch.GetTimestamp(), new List<Task>());
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var wait = TimeSpan.FromSeconds((double)number / rate) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.WhenAny(Task.Delay(wait, cancellationToken));
            }

            running.Add(SignInAsync(clients[number % clients.Length], _emails[number % clients.Length], endings, cancellationToken));
        }

        await Task.WhenAll(running);
        Array.ForEach(clients, client => client.Dispose());
        return endings.ToString();
    }

    private async Task SignInAsync(HttpClient client, string email, Endings endings, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.PostAsJsonAsync(
                "/api/v1/authentication/login", new { email, password = areWrong ? Password + "?" : Password }, cancellationToken);
            endings.Count(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (OperationCanceledException)
        {
            endings.Count("no answer");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            endings.Count("closed");
        }
    }
}
