using System.Text.Json;
using FocusSuite.Client;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.Options;

namespace Billing;

/// <summary>
/// Who completes a program gets a thank-you, once: a note by the event's id stands for it. The same event may come twice, and then finds
/// its note.
/// </summary>
internal sealed class ThankYou(IOptions<BillingOptions> options, ILogger<ThankYou> logger) : IFocusEventHandler<ProgramCompleted>
{
    public async Task HandleAsync(ProgramCompleted focusEvent, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Value.Folder, "thanked")).FullName;
        var note = Path.Combine(folder, $"{focusEvent.Id:D}.json");
        if (File.Exists(note))
        {
            return;
        }

        // Whole or not there: a note that was half written when the program died would pass for one.
        var draft = Path.Combine(folder, $"{Guid.NewGuid():N}.draft");
        await File.WriteAllTextAsync(draft, JsonSerializer.Serialize(focusEvent, JsonSerializerOptions.Web), cancellationToken);
        File.Move(draft, note, overwrite: true);
        logger.LogInformation("User {User} has completed program {Program}.", focusEvent.UserId, focusEvent.ProgramId);
    }
}
