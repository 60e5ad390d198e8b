using FocusSuite.AppHost.Dashboard.Protos;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Dashboard.Resources;

/// <summary>What can be done with a part from the dashboard.</summary>
internal sealed class ResourceCommands(ResourceSnapshots snapshots)
{
    // The names by which the dashboard knows these commands.
    private const string Start = "start";
    private const string Stop = "stop";
    private const string Restart = "restart";

    /// <summary>The commands of a part, with those that make no sense in its state disabled or hidden.</summary>
    public static IEnumerable<ResourceCommand> Of(SystemPart part)
    {
        var runs = part.State is PartState.Running or PartState.Starting;
        yield return Command(Start, "Start", "Play", runs ? ResourceCommandState.Hidden : ResourceCommandState.Enabled);
        yield return Command(Stop, "Stop", "Stop", runs ? ResourceCommandState.Enabled : ResourceCommandState.Hidden);
        yield return Command(Restart, "Restart", "ArrowCounterclockwise", runs ? ResourceCommandState.Enabled : ResourceCommandState.Disabled);
    }

    public async Task<ResourceCommandResponse> ExecuteAsync(string resource, string command, CancellationToken ct)
    {
        if (snapshots.Find(resource) is not { } part)
            return Failed($"There is no part '{resource}'.");
        try
        {
            await (command switch
            {
                Start => part.StartAgainAsync(ct),
                Stop => part.StopAsync(ct),
                Restart => part.RestartAsync(ct),
                _ => throw new ArgumentException($"There is no command '{command}'.", nameof(command)),
            }).ConfigureAwait(false);
            return new ResourceCommandResponse { Kind = ResourceCommandResponseKind.Succeeded };
        }
        catch (Exception error) when (error is PartFailedException or ArgumentException)
        {
            return Failed(error.Message);
        }
    }

    private static ResourceCommandResponse Failed(string message) => new() { Kind = ResourceCommandResponseKind.Failed, Message = message };

    private static ResourceCommand Command(string name, string display, string icon, ResourceCommandState state) =>
        new() { Name = name, DisplayName = display, IconName = icon, IsHighlighted = true, State = state };
}
