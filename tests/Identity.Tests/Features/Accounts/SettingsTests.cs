using FocusSuite.Identity.Tests.Support;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Features.Accounts;

public sealed class SettingsTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    private AccountService.AccountServiceClient Account => new(_identity.Host.Channel);

    private AccountInternalService.AccountInternalServiceClient Internal => new(_identity.Host.Channel);

    [Fact]
    public async Task GetSettings_AfterSignup_AreThoseOfTheSignup()
    {
        var me = await _identity.SignupAsync();

        var settings = await Account.GetSettingsAsync(new(), IdentityInstallation.Bearer(me.Tokens.Access));

        (settings.TimeZone, settings.DayStartHour, settings.EffectiveFrom).ShouldBe(("Europe/London", 0, me.User.CreatedAt));
        DateOnly.ParseExact(settings.LocalDate, "O", null).ToDateTime(TimeOnly.MinValue).ShouldBe(DateTime.UtcNow, TimeSpan.FromDays(2));
    }

    [Fact]
    public async Task UpdateSettings_FieldByField_KeepsTheOtherAndAllThatWasBefore()
    {
        var me = await _identity.SignupAsync();
        var bearer = IdentityInstallation.Bearer(me.Tokens.Access);

        (await Account.UpdateSettingsAsync(new() { TimeZone = "Asia/Tokyo" }, bearer)).ShouldSatisfyAllConditions(
            now => now.TimeZone.ShouldBe("Asia/Tokyo"), now => now.DayStartHour.ShouldBe(0));
        var second = await Account.UpdateSettingsAsync(new() { DayStartHour = 4 }, bearer);
        (second.TimeZone, second.DayStartHour).ShouldBe(("Asia/Tokyo", 4));

        // The same again is no change.
        (await Account.UpdateSettingsAsync(new() { TimeZone = "Asia/Tokyo", DayStartHour = 4 }, bearer))
            .EffectiveFrom.ShouldBe(second.EffectiveFrom);
        (await Account.UpdateSettingsAsync(new(), bearer)).ShouldBe(second);

        var history = (await Internal.GetCalendarAsync(new() { UserId = me.User.Id }, IdentityInstallation.Service())).Settings;
        history.Select(one => (one.TimeZone, one.DayStartHour)).ShouldBe([("Europe/London", 0), ("Asia/Tokyo", 0), ("Asia/Tokyo", 4)]);
        history[0].EffectiveFrom.ShouldBe(me.User.CreatedAt);
        history.Select(one => one.EffectiveFrom.ToDateTimeOffset()).ShouldBeInOrder(SortDirection.Ascending);
        new JsonWebToken((await _identity.RefreshAsync(me.Tokens.Refresh)).Tokens.Access).GetClaim("zoneinfo").Value.ShouldBe("Asia/Tokyo");
    }

    [Fact]
    public async Task UpdateSettings_TwentyAtOnce_LosesNoFieldAndNoMoment()
    {
        var me = await _identity.SignupAsync();
        var bearer = IdentityInstallation.Bearer(me.Tokens.Access);

        var (answers, refusals) = await AtOnce.RunAsync(20, number => Account.UpdateSettingsAsync(
            number % 2 == 0 ? new() { TimeZone = $"Etc/GMT+{number / 2}" } : new() { DayStartHour = 1 + (number % 5) },
            bearer).ResponseAsync);

        (answers.Count, refusals.Count).ShouldBe((20, 0));
        var history = (await Internal.GetCalendarAsync(new() { UserId = me.User.Id }, IdentityInstallation.Service())).Settings;
        history.Select(one => one.TimeZone).Distinct().Count().ShouldBe(11);
        history[^1].DayStartHour.ShouldBeGreaterThan(0);
        history.Zip(history.Skip(1))
            .ShouldAllBe(pair => pair.First.EffectiveFrom.ToDateTimeOffset() < pair.Second.EffectiveFrom.ToDateTimeOffset());
    }

    [Fact]
    public async Task UpdateSettings_WithoutEnd_KeepsTheLastHundred()
    {
        var me = await _identity.SignupAsync();
        var bearer = IdentityInstallation.Bearer(me.Tokens.Access);
        for (var number = 0; number < 120; number++)
        {
            await Account.UpdateSettingsAsync(new() { DayStartHour = (number + 1) % 7 }, bearer);
        }

        var history = (await Internal.GetCalendarAsync(new() { UserId = me.User.Id }, IdentityInstallation.Service())).Settings;
        history.Count.ShouldBe(100);
        history[^1].DayStartHour.ShouldBe(120 % 7);
    }

    [Theory]
    [InlineData("Mars/Olympus", 0, "time_zone")]
    [InlineData("", 0, "time_zone")]
    [InlineData("../../etc/passwd", 0, "time_zone")]
    [InlineData("Tonga Standard Time", 0, "time_zone")]
    [InlineData("UTC-11", 0, "time_zone")]
    [InlineData("\u200B", 0, "time_zone")]
    [InlineData("UTC", 7, "day_start_hour")]
    [InlineData("UTC", -1, "day_start_hour")]
    [InlineData("Nowhere", 24, "day_start_hour", "time_zone")]
    public async Task UpdateSettings_OfNonsense_NamesEveryField(string zone, int hour, params string[] fields)
    {
        var bearer = IdentityInstallation.Bearer((await _identity.SignupAsync()).Tokens.Access);
        var refusal = await Refusal.OfAsync(
            () => Account.UpdateSettingsAsync(new() { TimeZone = zone, DayStartHour = hour }, bearer).ResponseAsync);
        (refusal.Status, refusal.Reason, refusal.HttpStatus).ShouldBe((StatusCode.InvalidArgument, "VALIDATION_FAILED", "400"));
        refusal.Fields.ShouldBe(fields);
    }

    [Fact]
    public async Task PutUser_WithAnotherTimeZone_ContinuesTheHistory()
    {
        var me = await _identity.SignupAsync();
        await Account.UpdateSettingsAsync(new() { DayStartHour = 5 }, IdentityInstallation.Bearer(me.Tokens.Access));

        await _identity.Internal.PutUserAsync(
            new PutUserRequest { Email = me.User.Email, Password = "correct horse", TimeZone = "America/Lima" },
            IdentityInstallation.Service());

        var history = (await Internal.GetCalendarAsync(new() { UserId = me.User.Id }, IdentityInstallation.Service())).Settings;
        history.Select(one => (one.TimeZone, one.DayStartHour)).ShouldBe([("Europe/London", 0), ("Europe/London", 5), ("America/Lima", 5)]);
    }

    /// <summary>D1: one answer, whatever the case and whoever asked before: the known name in its own spelling.</summary>
    [Theory]
    [InlineData("pacific/apia", "Pacific/Apia")]
    [InlineData("PACIFIC/FAKAOFO", "Pacific/Fakaofo")]
    [InlineData("us/pacific", "US/Pacific")]
    [InlineData(" etc/gmt+3 ", "Etc/GMT+3")]
    [InlineData("utc", "UTC")]
    public async Task UpdateSettings_OfANameInAnotherCase_StoresItsOwnSpelling(string name, string spelling)
    {
        var me = await _identity.SignupAsync();
        var bearer = IdentityInstallation.Bearer(me.Tokens.Access);

        var first = await Account.UpdateSettingsAsync(new() { TimeZone = name }, bearer);
        var second = await Account.UpdateSettingsAsync(new() { TimeZone = spelling }, bearer);
        var third = await Account.UpdateSettingsAsync(new() { TimeZone = name.ToUpperInvariant() }, bearer);

        first.TimeZone.ShouldBe(spelling);
        (second, third).ShouldBe((first, first), "the same zone again is no change");
        (await Account.GetSettingsAsync(new(), bearer)).TimeZone.ShouldBe(spelling);
        var history = (await Internal.GetCalendarAsync(new() { UserId = me.User.Id }, IdentityInstallation.Service())).Settings;
        history.Select(one => one.TimeZone).ShouldBe(["Europe/London", spelling]);
        var token = (await _identity.RefreshAsync(me.Tokens.Refresh)).Tokens.Access;
        new JsonWebToken(token).GetClaim("zoneinfo").Value.ShouldBe(spelling);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById(spelling));
        DateOnly.ParseExact(first.LocalDate, "O", null).ToDateTime(TimeOnly.MinValue).ShouldBe(local.Date, TimeSpan.FromDays(1.01));
    }

    /// <summary>
    /// D1: what a version before stored as it was sent is shown, told and counted in the name's own spelling, and is no change when it
    /// comes again.
    /// </summary>
    [Fact]
    public async Task Settings_StoredInAnotherSpelling_AreShownAndToldInTheirOwn()
    {
        var me = await _identity.SignupAsync();
        var bearer = IdentityInstallation.Bearer(me.Tokens.Access);
        await _identity.Database.ExecuteAsync($"UPDATE calendars SET time_zone = 'pacific/APIA' WHERE user_id = {me.User.Id}");
        await _identity.Database.ExecuteAsync($"UPDATE accounts SET time_zone = 'pacific/APIA' WHERE id = {me.User.Id}");

        (await Account.GetSettingsAsync(new(), bearer)).TimeZone.ShouldBe("Pacific/Apia");
        (await Account.UpdateSettingsAsync(new() { TimeZone = "Pacific/Apia" }, bearer)).EffectiveFrom.ShouldBe(me.User.CreatedAt);
        var history = (await Internal.GetCalendarAsync(new() { UserId = me.User.Id }, IdentityInstallation.Service())).Settings;
        history.ShouldHaveSingleItem().TimeZone.ShouldBe("Pacific/Apia");
        var signedIn = await _identity.LoginAsync(me.User.Email, "correct horse");
        signedIn.User.TimeZone.ShouldBe("Pacific/Apia");
        new JsonWebToken(signedIn.Tokens.Access).GetClaim("zoneinfo").Value.ShouldBe("Pacific/Apia");
    }

    [Fact]
    public async Task GetCalendar_OnAUsersBehalf_IsThatUsersOnly()
    {
        var (me, other) = (await _identity.SignupAsync(), await _identity.SignupAsync());
        await Account.UpdateSettingsAsync(new() { TimeZone = "Asia/Tokyo" }, IdentityInstallation.Bearer(other.Tokens.Access));

        var mine = await Internal.GetCalendarAsync(new() { UserId = other.User.Id }, IdentityInstallation.Service(me.Tokens.Access));

        mine.Settings.ShouldHaveSingleItem().TimeZone.ShouldBe("Europe/London");
        (await Refusal.OfAsync(() => Internal.GetCalendarAsync(new(), IdentityInstallation.Service()).ResponseAsync))
            .Fields.ShouldBe(["user_id"]);
        (await Refusal.OfAsync(() => Internal.GetCalendarAsync(new(), IdentityInstallation.Bearer(me.Tokens.Access)).ResponseAsync))
            .Status.ShouldBe(StatusCode.PermissionDenied);
        (await Internal.GetCalendarAsync(new() { UserId = long.MaxValue }, IdentityInstallation.Service())).Settings.ShouldBeEmpty();
    }
}
