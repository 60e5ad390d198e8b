using System.Net;

namespace FocusSuite.Documents.Tests.Servers;

/// <summary>A database server that the compliance suite can run on.</summary>
public interface IDocumentServer
{
    /// <summary>Where it listens, for a proxy in front of it.</summary>
    EndPoint EndPoint { get; }

    /// <summary>Makes an empty database.</summary>
    /// <returns>The key of its connection string in the configuration, and a function from an end point (null for the server's own) to the
    /// string.</returns>
    Task<TestDatabase> CreateDatabaseAsync();
}

/// <summary>A throw-away database.</summary>
public sealed record TestDatabase(string Key, Func<IPEndPoint?, string> ConnectionString, Func<Task> DropAsync);
