using System.Text.Json;
using FocusSuite.Client;
using Microsoft.Extensions.Options;

namespace Billing;

/// <summary>
/// Takes payments out of a folder, one file each: <c>inbox</c> is what came, <c>done</c> what was taken in, <c>refused</c> what cannot be.
/// A file is moved when its effect is there; a program that dies in between takes it in again, which changes nothing.
/// </summary>
internal sealed class PaymentInbox(Subscriptions subscriptions, IOptions<BillingOptions> options, ILogger<PaymentInbox> logger)
    : BackgroundService
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly DirectoryInfo _inbox = Directory.CreateDirectory(Path.Combine(options.Value.Folder, "inbox"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval);
        try
        {
            do
            {
                foreach (var file in _inbox.GetFiles("*.json").OrderBy(file => file.Name))
                {
                    await TakeAsync(file, stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task TakeAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            var payment = JsonSerializer.Deserialize<Payment>(await File.ReadAllTextAsync(file.FullName, cancellationToken), Json)
                ?? throw new JsonException("The file is empty.");
            var user = await subscriptions.SetAsync(payment, cancellationToken);
            logger.LogInformation("Payment {Payment} is taken in: user {User} has Pro: {IsPro}.", payment.Id, user.Id, user.IsPro);
            Move(file, "done");
        }
        catch (FocusSuiteException exception) when (exception.IsTransient)
        {
            logger.LogWarning("{File} waits: {Code}.", file.Name, exception.Code);
        }
        catch (FocusSuiteException exception)
        {
            var fields = string.Join(", ", exception.Fields.Keys);
            logger.LogError("{File} is refused: {Code}, {Fields} (trace {Trace}).", file.Name, exception.Code, fields, exception.TraceId);
            Move(file, "refused");
        }
        catch (JsonException exception)
        {
            logger.LogError(exception, "{File} is no payment.", file.Name);
            Move(file, "refused");
        }
    }

    private void Move(FileInfo file, string folder) =>
        file.MoveTo(
            Path.Combine(Directory.CreateDirectory(Path.Combine(options.Value.Folder, folder)).FullName, file.Name), overwrite: true);
}
