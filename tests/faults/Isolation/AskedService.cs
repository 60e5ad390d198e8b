using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Proxies;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>S2: a service that does not answer, or answers late, and callers who go on asking it, ten times a second.</summary>
/// <param name="service">Which one.</param>
/// <param name="how">What is wrong with it, in words.</param>
/// <param name="strike">Makes it so.</param>
/// <param name="lift">Makes it good again.</param>
public sealed class AskedService(string service, string how, Action<Lab, string> strike, Action<Lab, string> lift) : IPressure
{
    private const double CallsASecond = 10;
    private const string Catalog = "/focus.catalog.v1.CatalogService/ListPrograms";

    // What an answer takes longer each way.
    private static readonly TimeSpan Latency = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HealthBound = TimeSpan.FromMinutes(2);

    private string _token = "";

    public string Name => $"{service} {how}, asked {CallsASecond:0} times a second";

    public IReadOnlyList<SteadyRoute> Others => SteadyRoute.Without(service);

    /// <summary>SIGSTOP.</summary>
    public static AskedService Hung(string service) =>
        new(service, "hangs", (lab, part) => lab.Part(part).Freeze(), (lab, part) => lab.Part(part).Thaw());

    /// <summary>All that comes to it and from it is late.</summary>
    public static AskedService Slow(string service) =>
        new(service, "takes 2 s longer", (lab, part) => Hurt(lab, part, new LinkFault(LinkFaultKind.Delay, Latency)), (lab, part) =>
    {
        foreach (var link in lab.Links.To(part))
        {
            link.Heal();
        }
    });

    public async Task PrepareAsync(Lab lab, CancellationToken cancellationToken) =>
        _token = await lab.Population.TokenAsync(cancellationToken);

    public async Task<string> PressAsync(Lab lab, CancellationToken cancellationToken)
    {
        var endings = new Endings();
        strike(lab, service);
        try
        {
            await AskAsync(lab, endings, cancellationToken);
        }
        finally
        {
            lift(lab, service);
        }

        using var bound = new CancellationTokenSource(HealthBound);
        await lab.Part(service).WaitUntilHealthyAsync(bound.Token);
        return endings.ToString();
    }

    private async Task AskAsync(Lab lab, Endings endings, CancellationToken cancellationToken)
    {
        using var client = SourceAddress.Client(SourceAddress.Pressing, lab.System.GatewayUrl);
        var (began, running) = (Stopwatch.GetTimestamp(), new List<Task>());
        for (var number = 0; !cancellationToken.IsCancellationRequested; number++)
        {
            var wait = TimeSpan.FromSeconds(number / CallsASecond) - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.WhenAny(Task.Delay(wait, cancellationToken));
            }

            running.Add(CallAsync(client, endings, cancellationToken));
        }

        await Task.WhenAll(running);
    }

    private async Task CallAsync(HttpClient client, Endings endings, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(WaitTimeout);
        try
        {
            using var request = Request();
            using var response = await client.SendAsync(request, bound.Token);
            endings.Count(((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
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

    private HttpRequestMessage Request()
    {
        if (service == PartNames.Catalog)
        {
            // It has no route of its own.
            var call = new HttpRequestMessage(HttpMethod.Post, Catalog) { Content = new ByteArrayContent(new byte[5]) };
            call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc-web+proto");
            call.Headers.Authorization = new("Bearer", _token);
            return call;
        }

        return SteadyRoute.All.First(route => route.Needs[0] == service).Request(new SteadyUser(_token, 1));
    }

    private static void Hurt(Lab lab, string part, LinkFault fault)
    {
        foreach (var link in lab.Links.To(part))
        {
            link.Hurt(fault);
        }
    }
}
