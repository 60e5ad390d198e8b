using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.TestSupport.Errors;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>An enrollment keeps the version of its program that it began with.</summary>
public class VersionTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    [Fact]
    public async Task Program_ChangedUnderAnEnrollment_StaysWhatItWasForWhoIsInIt()
    {
        var program = host.OfferProgram(proOnly: false);
        var id = await _user.EnrollAndStartAsync(program);

        await host.ChangeProgramAsync(program, next => (next.Name, next.DurationDays, next.IsProOnly) = ("Another", 1, true));

        var details = await _user.Details(id);
        (details.Program.Name, details.Program.DurationDays, details.CurrentDayInfo.DayNumber).ShouldBe(($"Program {program}", 3, 1));
        (await _user.SeenByServices(id)).ShouldBe(new GetEnrollmentResponse
        {
            EnrollmentId = id,
            UserId = _user.Id,
            ProgramId = program,
            ProgramVersion = 1,
            Status = EnrollmentStatus.InProgress,
            CurrentDay = 1,
            TotalDays = 3,
        });
        (await _user.History(new ListHistoryRequest())).Entries.ShouldHaveSingleItem().ProgramName.ShouldBe($"Program {program}");
        (await ListedNameAsync(program)).ShouldBe($"Program {program}");

        foreach (var day in Enumerable.Range(1, 3))
        {
            await _user.CompleteDayAsync(id, day);
        }

        (await _user.SeenByServices(id)).Status.ShouldBe(EnrollmentStatus.Completed);
    }

    [Fact]
    public async Task Enroll_AfterTheProgramChanged_TakesTheVersionThatIsOffered()
    {
        var program = host.OfferProgram(proOnly: false);
        await host.ChangeProgramAsync(program, next => (next.Name, next.DurationDays) = ("Another", 5));

        var enrolled = await _user.Enroll(program);

        (enrolled.ProgramName, enrolled.TotalDays).ShouldBe(("Another", 5));
        (await _user.SeenByServices(enrolled.EnrollmentId)).ProgramVersion.ShouldBe(2);
        _user.Events<Enrolled>().ShouldHaveSingleItem().ProgramVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Program_RetiredUnderAnEnrollment_IsListedForWhoIsInItAndEnrollsNobodyElse()
    {
        var program = host.OfferProgram(proOnly: false);
        var id = await _user.EnrollAndStartAsync(program);

        await host.RetireProgramAsync(program);

        var programs = await _user.ListAsync();
        programs.Select(listed => listed.Id).ShouldBe([2, 1, program]);
        (programs[2].EnrollmentId, programs[2].DurationDays, programs[2].IsEnrolled).ShouldBe((id, 3, true));
        (await _user.Details(id)).Program.Name.ShouldBe($"Program {program}");
        (await _user.Enroll(program)).Enrolled.ShouldBeFalse();

        var other = host.NewUser();
        (await other.ListAsync()).Select(listed => listed.Id).ShouldBe([2, 1]);
        (await other.Enroll(program).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed)).Fields().ShouldBe(["program_id"]);
    }

    private async Task<string> ListedNameAsync(long program) => (await _user.ListedAsync(program)).Name;
}
