namespace FocusSuite.Messaging.Effects;

/// <summary>
/// The call in whose course an operation waits for its effects: it bounds the wait, and its caller is told where the answer comes before
/// them. So no operation can forget to say it.
/// </summary>
public interface IEffectReport
{
    /// <summary>A wait begins.</summary>
    /// <returns>How long it may last at the most so that the call can still be answered; null where nothing bounds it.</returns>
    TimeSpan? Begin();

    /// <summary>A wait has ended, or there was none.</summary>
    /// <param name="visible">Whether the effects can be read.</param>
    void End(bool visible);
}
