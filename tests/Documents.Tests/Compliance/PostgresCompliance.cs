using FocusSuite.Documents.Tests.Servers;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace FocusSuite.Documents.Tests.Compliance;

/// <summary>The suite on PostgreSQL.</summary>
public sealed class PostgresCompliance(PostgresServer server) : DocumentStoreCompliance(server);
