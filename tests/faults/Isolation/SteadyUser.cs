namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>Somebody in the middle of a program who has nothing to do with what presses on the system.</summary>
public sealed record SteadyUser(string Token, long Enrollment);
