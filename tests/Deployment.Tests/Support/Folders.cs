namespace FocusSuite.Deployment.Tests.Support;

/// <summary>What can be applied to a cluster.</summary>
internal static class Folders
{
    public const string Development = "deploy/overlays/development";
    public const string DevelopmentMigrate = "deploy/overlays/development/migrate";
    public const string DevelopmentServers = "deploy/overlays/development/servers";
    public const string Production = "deploy/overlays/production";
    public const string ProductionMigrate = "deploy/overlays/production/migrate";

    public static TheoryData<string> All { get; } = new(Development, DevelopmentMigrate, DevelopmentServers, Production, ProductionMigrate);

    /// <summary>The whole suite, in a place.</summary>
    public static TheoryData<string> Suites { get; } = new(Development, Production);

    /// <summary>The suite and its migration, in a place.</summary>
    public static TheoryData<string, string> SuitesAndMigrations { get; } = new()
    {
        { Development, DevelopmentMigrate },
        { Production, ProductionMigrate },
    };
}
