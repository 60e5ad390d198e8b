using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Lifecycle;

public class OperationTests
{
    private readonly FakeTimeProvider _clock = new(Some.Now);

    [Fact]
    public void Begin_ByAPerson_IsANewChainWithoutACause()
    {
        var (first, second) = (Operation.Begin(_clock), Operation.Begin(_clock));

        (first.Now, first.CausationId).ShouldBe((Some.Now, null));
        first.CorrelationId.ShouldNotBe(second.CorrelationId);
    }

    [Fact]
    public void After_AnEvent_GoesOnWithItsChain()
    {
        var cause = new DayEvaluated
        {
            OccurredAt = Some.Now.AddHours(-1),
            UserId = 7,
            CorrelationId = Guid.NewGuid(),
            EnrollmentId = 123,
            ProgramId = 1,
            DayNumber = 1,
            CompletedAt = Some.Now.AddHours(-1),
        };

        Operation.After(cause, _clock).ShouldBe(new Operation(Some.Now, cause.CorrelationId, cause.Id));
    }
}
