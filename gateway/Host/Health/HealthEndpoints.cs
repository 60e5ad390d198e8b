namespace FocusSuite.Gateway.Health;

internal static class HealthEndpoints
{
    /// <summary>Live: this process answers. Ready: all services do.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new HealthReport("healthy", new Dictionary<string, string>())));
        app.MapGet("/health/ready", async (Readiness readiness, CancellationToken cancellation) =>
        {
            var clusters = await readiness.CheckAsync(cancellation);
            var isReady = clusters.Values.All(state => state == Readiness.Reachable);
            return Results.Json(new HealthReport(isReady ? "healthy" : "unhealthy", clusters), statusCode: isReady ? 200 : 503);
        });
    }

    private sealed record HealthReport(string Status, IReadOnlyDictionary<string, string> Services);
}
