namespace FocusSuite.TestSystem;

/// <summary>The names of the system's parts.</summary>
public static class PartNames
{
    public const string Postgres = "postgres";
    public const string RabbitMq = "rabbitmq";
    public const string Identity = "identity";
    public const string Catalog = "catalog";
    public const string Enrollment = "enrollment";
    public const string Sessions = "sessions";
    public const string Progress = "progress";
    public const string Insights = "insights";
    public const string Gateway = "gateway";

    /// <summary>The services, without the gateway.</summary>
    public static IReadOnlyList<string> Services { get; } = [Identity, Catalog, Enrollment, Sessions, Progress, Insights];
}
