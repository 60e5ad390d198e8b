namespace FocusSuite.Hosting.Warming;

/// <summary>
/// Something without which a service answers its first calls late or not at all. It is done before the replica says that it is ready, so
/// that nobody's call has to wait for it.
/// </summary>
public interface IWarmUp
{
    /// <summary>What it gets ready, for the log, e.g. <c>database</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether the replica can do nothing without it: then it is not ready before it has been done once. Otherwise what stays away is given
    /// up after a while, and the replica answers what it can.
    /// </summary>
    bool IsRequired { get; }

    /// <summary>Does it. Changes nothing that anybody could see, and repeats safely: a try that fails is followed by another.</summary>
    /// <param name="cancellationToken">Ends the try.</param>
    /// <returns>A task that ends when it is done.</returns>
    Task WarmUpAsync(CancellationToken cancellationToken);
}
