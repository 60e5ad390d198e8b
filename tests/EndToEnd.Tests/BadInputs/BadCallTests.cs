using FocusSuite.BadInputs.Grpc;
using FocusSuite.BadInputs.Wire;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.BadInputs;

/// <summary>
/// Bad calls of every public method at every gRPC door: frames that lie, messages that are none, headers of gRPC's own. None is a fault of
/// the server's. A few of each are drawn, FOCUS_TEST_CALLS sets more.
/// </summary>
public sealed class BadCallTests(Suite suite)
{
    private const int LeastACall = 60;
    private const int DrawnByDefault = 15;

    private static readonly IReadOnlyList<MethodDescriptor> Public =
        [.. MethodCatalog.All.Values
            .Where(method => MethodCatalog.AccessOf(method) != Access.Service
            && method.Service.FullName.StartsWith("focus.", StringComparison.Ordinal))];

    public static TheoryData<GrpcDoorKind, string> Doors =>
        [.. from door in Enum.GetValues<GrpcDoorKind>() from method in Public
            select new TheoryDataRow<GrpcDoorKind, string>(door, method.FullName)];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Method_BadCalls_AreRefusedOrAnswered(GrpcDoorKind door, string name)
    {
        var method = Public.First(one => one.FullName == name);
        var (samples, token) = await UserAsync();
        // The words of enums are JSON's own, and the request is good without them.
        var fields = method.InputType.Fields.InDeclarationOrder().Where(field => field.FieldType != FieldType.Enum);
        var good = JsonParser.Default.Parse(samples.BodyOf(fields).ToJsonString(), method.InputType).ToByteArray();
        var calls = BadCalls.For(method, good).Concat(door == GrpcDoorKind.WebText ? BadCalls.TextsFor(good) : []).ToList();
        calls.Select(call => call.Name).ShouldBeUnique();
        calls.Count.ShouldBeGreaterThanOrEqualTo(LeastACall);

        var sent = Sizes.Draw(calls, Sizes.Of("FOCUS_TEST_CALLS", DrawnByDefault), $"{door} {name}");
        var faults = await new GrpcSender(door, door == GrpcDoorKind.Native ? suite.System.GatewayGrpcUrl : suite.System.GatewayUrl)
            .SendAsync($"/{method.Service.FullName}/{method.Name}", token, sent);

        faults.ShouldBeEmpty($"{faults.Count} of {sent.Count}:\n{string.Join('\n', faults)}");
    }

    private async Task<(Samples Samples, string Token)> UserAsync()
    {
        var email = Suite.NewEmail();
        await suite.System.PutUserAsync(email, Suite.Password, pro: false, CancellationToken.None);
        var token = await suite.System.AccessTokenAsync(email, CancellationToken.None);
        var user = new Api(suite.System.CreateClient(token));
        var enrollment = await user.BeginAsync();
        return (new Samples { Enrollment = enrollment, Session = await user.StartSessionAsync(enrollment) }, token);
    }
}
