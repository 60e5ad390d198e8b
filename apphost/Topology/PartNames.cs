namespace FocusSuite.AppHost.Topology;

/// <summary>The names of the system's parts.</summary>
public static class PartNames
{
    /// <summary>The relational database server.</summary>
    public const string Postgres = "postgres";

    /// <summary>The broker.</summary>
    public const string RabbitMq = "rabbitmq";

    /// <summary>The document database server, where there is one.</summary>
    public const string MongoDb = "mongodb";

    /// <summary>Accounts, tokens and subscriptions.</summary>
    public const string Identity = "identity";

    /// <summary>Program templates and their days.</summary>
    public const string Catalog = "catalog";

    /// <summary>Who is in which program, on which day.</summary>
    public const string Enrollment = "enrollment";

    /// <summary>The focus timer.</summary>
    public const string Sessions = "sessions";

    /// <summary>Tasks, reflections, minutes, streaks.</summary>
    public const string Progress = "progress";

    /// <summary>JSON routes, gRPC, gRPC-Web.</summary>
    public const string Gateway = "gateway";
}
