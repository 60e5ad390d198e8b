namespace FocusSuite.AppHost.Topology;

/// <summary>The way from one part of a system to another.</summary>
/// <param name="From">The part that connects.</param>
/// <param name="To">The part that listens.</param>
/// <param name="Port">The port on 127.0.0.1 at which the other one listens.</param>
public sealed record SystemLink(string From, string To, int Port);
