using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Isolation.SlowCallers;

/// <summary>
/// S1: native gRPC calls, a hundred over each connection, whose frame prefix promises 900,000 bytes, of which a few come each second: no
/// library does that, so the frames of HTTP/2 are written by hand.
/// </summary>
public sealed class NativeCallers() : SlowCallers("native gRPC messages that come slowly")
{
    public const string Login = "/focus.identity.v1.AuthenticationService/Login";

    private const int BytesASecond = 260;
    private const int Promised = 900_000;
    private const int SecondsUntilBack = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly byte[] Drop = new byte[BytesASecond];

    // What a connection may have open by default.
    protected override int CallsOfOne => 100;

    protected override async Task CallAsync(Lab lab, int number, Endings endings, CancellationToken cancellationToken)
    {
        var socket = await SourceAddress.ConnectAsync(SourceAddress.Pressing, lab.System.GatewayGrpcUrl.Port, cancellationToken);
        await using var connection = new RawHttp2(socket, endings);
        await connection.BeginAsync(cancellationToken);
        for (var second = 0; connection.IsOpen; second++)
        {
            // As all of them: who is turned away comes back after a while.
            while (second % SecondsUntilBack == 0 && connection.Calls.Count < CallsOfOne && connection.IsOpen)
            {
                var call = await connection.OpenAsync(Headers, cancellationToken);
                await connection.SendAsync(call, DrippingCallers.Prefix(Promised), cancellationToken);
            }

            foreach (var call in connection.Calls)
            {
                await connection.SendAsync(call, Drop, cancellationToken);
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static readonly (string Name, string Value)[] Headers =
    [
        (":method", "POST"), (":scheme", "http"), (":path", Login), (":authority", "focus"), ("te", "trailers"),
        ("content-type", "application/grpc"),
    ];
}
