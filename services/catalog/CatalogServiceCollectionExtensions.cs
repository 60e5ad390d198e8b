using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Features;
using FocusSuite.Catalog.Seeding;
using FocusSuite.Relational;

namespace FocusSuite.Catalog;

/// <summary>Registers what this service is made of.</summary>
internal static class CatalogServiceCollectionExtensions
{
    /// <summary>What it does.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services) => services
        .AddScoped<ListPrograms>()
        .AddScoped<GetProgram>();

    /// <summary>Publishes the programs of this version, or of the operator's folder, when the service migrates.</summary>
    public static IServiceCollection AddProgramSeeding(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<IReadOnlyList<ProgramContent>>(_ => ContentFiles.Read(configuration[ContentFiles.FolderSetting]))
        .AddScoped<ISeeder, ProgramSeeder>();
}
