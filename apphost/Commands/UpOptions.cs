using System.CommandLine;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Commands;

/// <summary>What ./focus up was asked for.</summary>
internal sealed record UpOptions
{
    public bool Fresh { get; init; }

    public bool Detach { get; init; }

    public bool Verbose { get; init; }

    public int Port { get; init; } = TopologyOptions.DefaultHttpPort;

    public int GrpcPort { get; init; } = TopologyOptions.DefaultGrpcPort;

    public double TimeScale { get; init; } = 1;

    public bool Dashboard { get; init; } = true;

    public bool Metrics { get; init; }

    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>();

    public ServerChoice Servers { get; init; } = new();
}

/// <summary>The options of ./focus up on the command line.</summary>
internal sealed class UpOptionSet
{
    private readonly Option<bool> _fresh = new("--fresh") { Description = "Drop the data of earlier runs first" };
    private readonly Option<bool> _detach = new("--detach", "-d") { Description = "Go on in the background once everything is ready" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Show what every part writes" };
    private readonly Option<int?> _port = Options.Port("--port", "The gateway's port for JSON and gRPC-Web (8000)");
    private readonly Option<int?> _grpcPort = Options.Port("--grpc-port", "The gateway's port for gRPC (the port for JSON plus 1)");
    private readonly Option<double> _timeScale = Options.TimeScale();
    private readonly Option<bool> _noDashboard = new("--no-dashboard") { Description = "Start without the Aspire dashboard" };
    private readonly Option<bool> _metrics = new("--metrics") { Description = "Give every part a port for Prometheus, and write .focus/prometheus.yml" };
    private readonly Option<IReadOnlyDictionary<string, int>> _replicas = Options.Replicas();
    private readonly Option<string?> _postgres = Options.Text("--postgres", "Use this PostgreSQL server (or FOCUS_POSTGRES)", "CONNECTION");
    private readonly Option<string?> _rabbitMq = Options.Text("--rabbitmq", "Use this RabbitMQ broker (or FOCUS_RABBITMQ)", "ADDRESS");
    private readonly Option<string?> _mongoDb = Options.Text("--mongodb", "Keep documents in this MongoDB server (or FOCUS_MONGODB)", "ADDRESS");

    public IEnumerable<Option> All => [_fresh, _detach, _verbose, _port, _grpcPort, _timeScale, _noDashboard, _metrics, _replicas, _postgres, _rabbitMq, _mongoDb];

    public UpOptions Read(ParseResult result)
    {
        var port = result.GetValue(_port) ?? TopologyOptions.DefaultHttpPort;
        var given = ServerChoice.FromEnvironment();
        return new UpOptions
        {
            Fresh = result.GetValue(_fresh),
            Detach = result.GetValue(_detach),
            Verbose = result.GetValue(_verbose),
            Port = port,
            GrpcPort = result.GetValue(_grpcPort) ?? port + 1,
            TimeScale = result.GetValue(_timeScale),
            Dashboard = !result.GetValue(_noDashboard),
            Metrics = result.GetValue(_metrics),
            Replicas = result.GetValue(_replicas) ?? new Dictionary<string, int>(),
            Servers = given with
            {
                Postgres = result.GetValue(_postgres) ?? given.Postgres,
                RabbitMq = result.GetValue(_rabbitMq) ?? given.RabbitMq,
                MongoDb = result.GetValue(_mongoDb) ?? given.MongoDb,
            },
        };
    }
}
