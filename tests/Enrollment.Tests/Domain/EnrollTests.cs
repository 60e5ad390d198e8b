using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Domain;

public class EnrollTests
{
    private static readonly OfferedProgram Offered = new(1, 3, 14, IsProOnly: false);

    [Fact]
    public void Enroll_InAProgram_IsNotStartedAndOnItsFirstDay()
    {
        var decision = ProgramEnrollment.Enroll(123, 7, Offered, Some.Operation with { RequestKey = "key" });

        decision.State!.ShouldBe(new ProgramEnrollment
        {
            Id = 123,
            UserId = 7,
            ProgramId = 1,
            ProgramVersion = 3,
            Status = EnrollmentStatus.NotStarted,
            CurrentDay = 1,
            CompletedDays = decision.State!.CompletedDays,
            ChangeReceipts = decision.State.ChangeReceipts,
            TotalDays = 14,
            IsProOnly = false,
            EnrolledAt = Some.Now,
            RequestKey = "key",
        });
        decision.State.CompletedDays.ShouldBeEmpty();
    }

    /// <summary>S16: an enrollment remembers that its program was for Pro alone, whatever becomes of it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Enroll_InAProgram_KeepsWhetherItIsForProAlone(bool proOnly) =>
        ProgramEnrollment.Enroll(123, 7, Offered with { IsProOnly = proOnly }, Some.Operation).State!.IsProOnly.ShouldBe(proOnly);

    [Fact]
    public void Enroll_InAProgram_SaysSoWithTheCause()
    {
        var enrolled = ProgramEnrollment.Enroll(123, 7, Offered, Some.Operation).Events.ShouldHaveSingleItem().ShouldBeOfType<Enrolled>();

        (enrolled.UserId, enrolled.EnrollmentId, enrolled.ProgramId, enrolled.ProgramVersion, enrolled.TotalDays)
            .ShouldBe((7, 123, 1, 3, 14));
        (enrolled.OccurredAt, enrolled.CorrelationId, enrolled.CausationId)
            .ShouldBe((Some.Now, Some.Operation.CorrelationId, Some.Operation.CausationId));
    }
}
