using System.Net.Sockets;
using System.Text.Json;
using FocusSuite.Messaging.Consuming;
using Grpc.Core;
using Npgsql;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

public sealed class TransientFaultsTests
{
    public static TheoryData<Exception, bool> Faults => new()
    {
        { new TimeoutException(), true },
        { new SocketException(), true },
        { new NpgsqlException("broken", new IOException()), true },
        { new InvalidOperationException("wrapped", new TimeoutException()), true },
        { new RpcException(new Status(StatusCode.Unavailable, "away")), true },
        { new RpcException(new Status(StatusCode.DeadlineExceeded, "slow")), true },
        { new RpcException(new Status(StatusCode.NotFound, "gone")), false },
        { new RpcException(new Status(StatusCode.Internal, "bug")), false },
        { new RpcException(new Status(StatusCode.Internal, "no handshake", new HttpRequestException("no handshake"))), true },
        { new RpcException(new Status(StatusCode.Internal, "cut off", new HttpIOException(HttpRequestError.ResponseEnded))), true },
        { new HttpRequestException("answered", null, System.Net.HttpStatusCode.BadRequest), false },
        { new JsonException(), false },
        { new InvalidOperationException(), false },
        { new PostgresException("duplicate", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation), false },
        { new PostgresException("deadlock", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected), true },
        { new PostgresException("standby", "ERROR", "ERROR", PostgresErrorCodes.ReadOnlySqlTransaction), true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Is_Fault_TellsWhetherItPasses(Exception fault, bool passes) => TransientFaults.Is(fault).ShouldBe(passes);
}
