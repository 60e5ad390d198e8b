using FocusSuite.Relational;

namespace FocusSuite.Catalog.Seeding;

/// <summary>Registers the seed.</summary>
internal static class SeedingServiceCollectionExtensions
{
    /// <summary>Seeds the programs of this version when the service migrates.</summary>
    public static IServiceCollection AddProgramSeeding(this IServiceCollection services) => services
        .AddSingleton<IReadOnlyList<ProgramContent>>(_ => ContentFiles.Read())
        .AddScoped<ISeeder, ProgramSeeder>();
}
