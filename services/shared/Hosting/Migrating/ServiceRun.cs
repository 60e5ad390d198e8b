using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Hosting.Migrating;

/// <summary>What a service's program does when all is put together.</summary>
public static class ServiceRun
{
    /// <summary>The argument that asks for a migration instead of a service.</summary>
    public const string MigrateArgument = "migrate";

    /// <summary>
    /// Serves until the process is told to stop. With the argument <c>migrate</c> it brings the schema up to date instead, without
    /// listening, without consuming, and returns: a deployment's migration job. A failure is thrown, so that the job ends with an exit code
    /// other than 0.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>A task that ends with the service or the migration.</returns>
    public static async Task RunServiceAsync(this WebApplication app, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (!arguments.Contains(MigrateArgument))
        {
            await app.RunAsync();
            return;
        }

        await using (app)
        {
            foreach (var schema in app.Services.GetServices<ISchema>())
            {
                await schema.MigrateAsync(CancellationToken.None);
            }

            Log.Migrated(app.Logger);
        }
    }
}
