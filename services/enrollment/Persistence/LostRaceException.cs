using FocusSuite.Messaging.Consuming;

namespace FocusSuite.Enrollment.Persistence;

/// <summary>Others changed the same enrollment over and over. It passes: a consumer tries again later.</summary>
internal sealed class LostRaceException(long enrollmentId, Exception inner)
    : Exception($"Enrollment {enrollmentId} was changed by others at each try.", inner), ILostRace;
