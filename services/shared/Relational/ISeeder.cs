namespace FocusSuite.Relational;

/// <summary>Brings a service's data to where a new installation has it; repeats safely and repairs a half-done run.</summary>
public interface ISeeder
{
    /// <summary>Seeds what is missing.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>A task that ends when all is there.</returns>
    Task SeedAsync(CancellationToken cancellationToken);
}
