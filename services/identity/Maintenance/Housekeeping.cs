using FocusSuite.Identity.Keys;
using FocusSuite.Identity.Persistence;

namespace FocusSuite.Identity.Maintenance;

/// <summary>Makes the next signing key in good time, and removes what has run out. Every replica does it; that is harmless.</summary>
internal sealed partial class Housekeeping(
    IServiceScopeFactory scopes, SigningKeys keys, LoginAttemptStore attempts, RequestKeyStore requestKeys, ILogger<Housekeeping> logger)
    : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(10);

    /// <summary>One round.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken)
    {
        await keys.RotateAsync(cancellationToken);
        await attempts.ForgetAsync(cancellationToken);
        await requestKeys.ForgetAsync(cancellationToken);

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SignInStore>().ForgetAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round);
        do
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogHousekeepingPutOff(logger, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await WaitAsync(timer, stoppingToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(7, LogLevel.Warning, "Housekeeping is put off until its next round.")]
    private static partial void LogHousekeepingPutOff(ILogger logger, Exception exception);
}
