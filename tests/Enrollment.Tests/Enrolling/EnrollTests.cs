using FocusSuite.Enrollment.Enrolling;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Enrolling;

public class EnrollTests
{
    [Fact]
    public void In_AProgram_IsNotStartedAndOnItsFirstDay()
    {
        var decision = Enroll.In(Some.Program(), userId: 7, enrollmentId: 123, "key", Some.Operation);

        decision.State.ShouldBe(new ProgramEnrollment
        {
            Id = 123,
            UserId = 7,
            ProgramId = 1,
            Status = EnrollmentStatus.NotStarted,
            CurrentDay = 1,
            CompletedDays = decision.State.CompletedDays,
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
    public void In_AProgram_KeepsWhetherItIsForProAlone(bool proOnly) =>
        Enroll.In(Some.Program(proOnly), userId: 7, enrollmentId: 123, null, Some.Operation).State.IsProOnly.ShouldBe(proOnly);

    [Fact]
    public void In_AProgram_SaysSoWithTheCause()
    {
        var enrolled = Enroll.In(Some.Program(), userId: 7, enrollmentId: 123, null, Some.Operation).Events.ShouldHaveSingleItem().ShouldBeOfType<Enrolled>();

        (enrolled.UserId, enrolled.EnrollmentId, enrolled.ProgramId, enrolled.TotalDays).ShouldBe((7, 123, 1, 14));
        (enrolled.OccurredAt, enrolled.CorrelationId, enrolled.CausationId)
            .ShouldBe((Some.Now, Some.Operation.CorrelationId, Some.Operation.CausationId));
    }
}
