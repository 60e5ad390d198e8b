namespace FocusSuite.Documents;

/// <summary>Settings of the document stores; section <c>Documents</c>. The connection strings have their usual place.</summary>
public sealed class DocumentsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Documents";

    /// <summary>The longest wait for a usable server, when the options do not say.</summary>
    public static readonly TimeSpan DefaultServerSelectionTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for an answer, when the options do not say.</summary>
    public static readonly TimeSpan DefaultOperationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>MongoDB's database, when the connection string does not name one.</summary>
    public string? Database { get; set; }

    /// <summary>How long to wait for a server that can be used (MongoDB) or a connection (PostgreSQL).</summary>
    public TimeSpan ServerSelectionTimeout { get; set; } = DefaultServerSelectionTimeout;

    /// <summary>How long to wait for the answer to one command.</summary>
    public TimeSpan OperationTimeout { get; set; } = DefaultOperationTimeout;

    /// <summary>From <c>ConnectionStrings:MongoDb</c>; when set, documents live there.</summary>
    public string? MongoDb { get; set; }

    /// <summary>From <c>ConnectionStrings:Postgres</c>; documents live there when there is no MongoDB.</summary>
    public string? Postgres { get; set; }
}
