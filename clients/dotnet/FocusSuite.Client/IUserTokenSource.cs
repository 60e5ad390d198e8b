namespace FocusSuite.Client;

/// <summary>
/// Gives the access token of the user for whom the program works, where it is one and the same for all calls, or is found in the
/// surroundings of a call. A call that names its own (<see cref="FocusCallOptionsExtensions.OnBehalfOf"/>) is not asked about. Register it
/// as a singleton.
/// </summary>
public interface IUserTokenSource
{
    /// <summary>The access token for a call that is about to be made. Asked again for each try.</summary>
    /// <param name="cancellationToken">Ends with the call.</param>
    /// <returns>The token; null for a call on nobody's behalf.</returns>
    ValueTask<string?> GetAccessTokenAsync(CancellationToken cancellationToken);
}
