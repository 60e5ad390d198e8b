using FocusSuite.AppHost.Topology;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace FocusSuite.AppHost.Running;

/// <summary>Asks a part over its own address whether it is healthy.</summary>
internal sealed class HealthProbe : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly HttpClient? _http;
    private readonly GrpcChannel? _channel;

    public HealthProbe(Readiness readiness, Uri address)
    {
        if (readiness == Readiness.GrpcHealth)
            _channel = GrpcChannel.ForAddress(address);
        else
            _http = new HttpClient { BaseAddress = address, Timeout = Patience };
    }

    /// <summary>What keeps it from being healthy; null when it is.</summary>
    public Task<string?> ProblemAsync(CancellationToken ct) => _channel is null ? HttpProblemAsync(_http!, ct) : GrpcProblemAsync(_channel, ct);

    public void Dispose()
    {
        _http?.Dispose();
        _channel?.Dispose();
    }

    private static async Task<string?> GrpcProblemAsync(GrpcChannel channel, CancellationToken ct)
    {
        try
        {
            var client = new Health.HealthClient(channel);
            var call = client.CheckAsync(new HealthCheckRequest(), deadline: DateTime.UtcNow + Patience, cancellationToken: ct);
            var status = (await call.ConfigureAwait(false)).Status;
            return status == HealthCheckResponse.Types.ServingStatus.Serving ? null : $"its health check says {status}";
        }
        catch (RpcException error)
        {
            ct.ThrowIfCancellationRequested();
            return $"its health check answered {error.StatusCode}";
        }
    }

    private static async Task<string?> HttpProblemAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), ct).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"GET /health/ready answered {(int)answer.StatusCode}";
        }
        catch (HttpRequestException error)
        {
            return $"GET /health/ready: {error.HttpRequestError}";
        }
        catch (TaskCanceledException) when (!ct.IsCancellationRequested)
        {
            return "GET /health/ready did not answer";
        }
    }
}
