using FocusSuite.BadInputs;
using FocusSuite.BadInputs.Wire;
using FocusSuite.EndToEnd.Tests.Support;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.BadInputs;

/// <summary>
/// At least sixty named bad inputs for every JSON route that the protos declare: none gives a server error, another shape than the
/// contract's, or a word of the inside. There are hundreds for some routes: as many as the least are drawn, FOCUS_TEST_INPUTS sets more.
/// </summary>
public sealed class BadInputTests(Suite suite)
{
    private const int LeastARoute = 60;

    public static TheoryData<string> Routes => [.. PublicRoute.All.Select(route => route.Name)];

    [Fact]
    public void Routes_OfTheProtos_AreAtLeastThoseOfTheContract() => PublicRoute.All.Count.ShouldBeGreaterThanOrEqualTo(27);

    [Fact]
    public async Task Routes_OfTheProtos_AreThoseOfTheDocument()
    {
        var paths = (await suite.Anonymous().SendAsync(HttpMethod.Get, "/openapi.json")).Ok()["paths"].AsObject();

        paths.SelectMany(path =>
            path.Value!.AsObject().Where(verb => verb.Key is not "parameters")
                .Select(verb => $"{verb.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}"))
            .ShouldBe(PublicRoute.All.Select(route => route.Name), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Route_BadInputs_AreRefusedInTheOneShape(string name)
    {
        var route = PublicRoute.Find(name);
        var inputs = Inputs.For(await GoodAsync(route));
        inputs.Select(input => input.Name).ShouldBeUnique();
        inputs.Count(input => !input.IsNoHttp).ShouldBeGreaterThanOrEqualTo(LeastARoute);

        var sent = Sizes.Draw(inputs, Sizes.Of("FOCUS_TEST_INPUTS", LeastARoute), name);
        var faults = await new Sender(suite.System.GatewayUrl, AnswerCheck.FaultOf).SendAsync(route, sent);

        faults.ShouldBeEmpty($"{faults.Count} of {sent.Count}:\n{string.Join('\n', faults)}");
    }

    /// <summary>A user of the route's own, in the middle of a day.</summary>
    private async Task<GoodRequest> GoodAsync(PublicRoute route)
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        var token = await suite.System.AccessTokenAsync(email, CancellationToken.None);
        var user = new Api(suite.System.CreateClient(token));
        var enrollment = await user.BeginAsync();
        var session = await user.StartSessionAsync(enrollment);
        return new GoodRequest(route, new Samples { Enrollment = enrollment, Session = session }, token);
    }
}
