using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>An enrollment keeps the version of its program that it began with.</summary>
public class VersionTests(EnrollmentHost host)
{
    private readonly TestPerson _person = host.NewPerson();

    [Fact]
    public async Task Program_ChangedUnderAnEnrollment_StaysWhatItWasForWhoIsInIt()
    {
        var program = host.OfferProgram(proOnly: false);
        var id = await _person.EnrollAndStartAsync(program);

        await host.ChangeProgramAsync(program, next => (next.Name, next.DurationDays, next.IsProOnly) = ("Another", 1, true));

        var details = await _person.Details(id);
        (details.Program.Name, details.Program.DurationDays, details.CurrentDayInfo.DayNumber).ShouldBe(($"Program {program}", 3, 1));
        (await _person.SeenByServices(id)).ShouldBe(new GetEnrollmentResponse
        {
            EnrollmentId = id,
            UserId = _person.Id,
            ProgramId = program,
            ProgramVersion = 1,
            Status = EnrollmentStatus.InProgress,
            CurrentDay = 1,
            TotalDays = 3,
        });
        (await _person.History(new ListHistoryRequest())).Entries.ShouldHaveSingleItem().ProgramName.ShouldBe($"Program {program}");
        (await ListedNameAsync(program)).ShouldBe($"Program {program}");

        foreach (var day in Enumerable.Range(1, 3))
        {
            await _person.CompleteDayAsync(id, day);
        }

        (await _person.SeenByServices(id)).Status.ShouldBe(EnrollmentStatus.Completed);
    }

    [Fact]
    public async Task Enroll_AfterTheProgramChanged_TakesTheVersionThatIsOffered()
    {
        var program = host.OfferProgram(proOnly: false);
        await host.ChangeProgramAsync(program, next => (next.Name, next.DurationDays) = ("Another", 5));

        var enrolled = await _person.Enroll(program);

        (enrolled.ProgramName, enrolled.TotalDays).ShouldBe(("Another", 5));
        (await _person.SeenByServices(enrolled.EnrollmentId)).ProgramVersion.ShouldBe(2);
        _person.Events<Enrolled>().ShouldHaveSingleItem().ProgramVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Program_RetiredUnderAnEnrollment_IsListedForWhoIsInItAndEnrollsNobodyElse()
    {
        var program = host.OfferProgram(proOnly: false);
        var id = await _person.EnrollAndStartAsync(program);

        await host.RetireProgramAsync(program);

        var programs = await _person.ListAsync();
        programs.Select(listed => listed.Id).ShouldBe([2, 1, program]);
        (programs[2].EnrollmentId, programs[2].DurationDays, programs[2].IsEnrolled).ShouldBe((id, 3, true));
        (await _person.Details(id)).Program.Name.ShouldBe($"Program {program}");
        (await _person.Enroll(program)).Enrolled.ShouldBeFalse();

        var other = host.NewPerson();
        (await other.ListAsync()).Select(listed => listed.Id).ShouldBe([2, 1]);
        (await other.Enroll(program).ShouldBeRefusedAsync(ErrorCodes.ValidationFailed)).Fields().ShouldBe(["program_id"]);
    }

    private async Task<string> ListedNameAsync(long program) => (await _person.ListedAsync(program)).Name;
}
