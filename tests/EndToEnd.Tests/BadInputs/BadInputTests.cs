using System.Collections.Concurrent;
using FocusSuite.EndToEnd.Tests.BadInputs.Kinds;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.EndToEnd.Tests.Support.Wire;
using FocusSuite.Protos.Options.V1;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.BadInputs;

/// <summary>
/// At least sixty named bad inputs for every JSON route that the protos declare: none gives a server error, another shape than the contract's, or a word of
/// the inside.
/// </summary>
public sealed class BadInputTests(Suite suite)
{
    private const int LeastARoute = 60;
    private const int Connections = 8;

    // Sign-ins that fail count by address: nobody may be refused for that before the input is looked at.
    private const int SentFromOneAddress = 8;

    public static TheoryData<string> Routes => [.. PublicRoute.All.Select(route => route.Name)];

    [Fact]
    public void Routes_OfTheProtos_AreAtLeastThoseOfTheContract() => PublicRoute.All.Count.ShouldBeGreaterThanOrEqualTo(27);

    [Fact]
    public async Task Routes_OfTheProtos_AreThoseOfTheDocument()
    {
        var paths = (await suite.Anonymous().SendAsync(HttpMethod.Get, "/openapi.json")).Ok()["paths"].AsObject();

        paths.SelectMany(path =>
            path.Value!.AsObject().Where(verb => verb.Key is not "parameters").Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}"))
            .ShouldBe(PublicRoute.All.Select(route => route.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_BadInputs_AreRefusedInTheOneShape(string name)
    {
        var route = PublicRoute.Find(name);
        var inputs = InputsFor(await GoodAsync(route)).ToList();
        inputs.Select(input => input.Name).ShouldBeUnique();
        inputs.Count(input => !input.IsNoHttp).ShouldBeGreaterThanOrEqualTo(LeastARoute);

        var waiting = new ConcurrentQueue<BadInput>(inputs);
        var faults = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => SendAsync(route, waiting, faults)));

        TestContext.Current.TestOutputHelper!.WriteLine($"{inputs.Count} bad inputs");
        faults.Order(StringComparer.Ordinal).ShouldBeEmpty($"{faults.Count} of {inputs.Count}:\n{string.Join('\n', faults.Order(StringComparer.Ordinal))}");
    }

    internal static IEnumerable<BadInput> InputsFor(GoodRequest good) =>
    [
        .. TokenKinds.Of(good), .. HeaderKinds.Of(good), .. AddressKinds.Of(good), .. QueryKinds.Of(good), .. PathFieldKinds.Of(good),
        .. DocumentKinds.Of(good), .. FieldKinds.Of(good),
        .. ProtocolKinds.Of(good),
    ];

    private async Task SendAsync(PublicRoute route, ConcurrentQueue<BadInput> waiting, ConcurrentBag<string> faults)
    {
        var connection = new RawConnection(suite.System.GatewayUrl, RawConnection.NewAddress());
        while (waiting.TryDequeue(out var input))
        {
            if (route.Access == Access.Anonymous && connection.Sent >= SentFromOneAddress)
            {
                connection.Dispose();
                connection = new RawConnection(suite.System.GatewayUrl, RawConnection.NewAddress());
            }

            try
            {
                var answer = await AnswerAsync(connection, input.Request);
                if (AnswerCheck.FaultOf(route, input, answer) is { } fault)
                {
                    faults.Add($"{input.Name}: {fault} ({answer.Status}) {answer.Body[..Math.Min(answer.Body.Length, 300)]}");
                }
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or OperationCanceledException)
            {
                // A server may close on what is no HTTP; on anything else it has to answer.
                if (!input.IsNoHttp)
                {
                    faults.Add($"{input.Name}: no answer ({exception.Message})");
                }
            }
        }

        connection.Dispose();
    }

    // A server may close a kept-alive connection between two requests; that is no answer to the second.
    private static async Task<RawAnswer> AnswerAsync(RawConnection connection, RawRequest request)
    {
        var isFirst = connection.Sent == 0;
        try
        {
            return await connection.SendAsync(request);
        }
        catch (Exception exception) when (!isFirst && exception is IOException or System.Net.Sockets.SocketException)
        {
            return await connection.SendAsync(request);
        }
    }

    /// <summary>A person of the route's own, in the middle of a day.</summary>
    private async Task<GoodRequest> GoodAsync(PublicRoute route)
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        var token = await suite.System.AccessTokenAsync(email, CancellationToken.None);
        var person = new Api(suite.System.CreateClient(token));
        var enrollment = await person.BeginAsync();
        var session = await person.StartSessionAsync(enrollment);
        return new GoodRequest(route, new Samples { Enrollment = enrollment, Session = session }, token);
    }
}
